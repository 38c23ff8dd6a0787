/** Image layers as directories that overlayfs can stack. */
@NullMarked
package io.drayage.runtime.image;

import org.jspecify.annotations.NullMarked;
