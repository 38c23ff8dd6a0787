/** Image layers on a host's disk, unpacked the way overlayfs stacks them. */
@NullMarked
package io.drayage.runtime.image;

import org.jspecify.annotations.NullMarked;
