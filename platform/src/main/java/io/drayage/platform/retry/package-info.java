/** The one retry policy. */
@NullMarked
package io.drayage.platform.retry;

import org.jspecify.annotations.NullMarked;
