/** Files and directories that only their owner may look into. */
@NullMarked
package io.drayage.platform.file;

import org.jspecify.annotations.NullMarked;
