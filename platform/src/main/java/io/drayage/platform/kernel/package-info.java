/** The kernel's own settings. */
@NullMarked
package io.drayage.platform.kernel;

import org.jspecify.annotations.NullMarked;
