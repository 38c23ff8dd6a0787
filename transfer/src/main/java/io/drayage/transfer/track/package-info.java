/** Finding which memory pages of a running container were written since the last look. */
@NullMarked
package io.drayage.transfer.track;

import org.jspecify.annotations.NullMarked;
