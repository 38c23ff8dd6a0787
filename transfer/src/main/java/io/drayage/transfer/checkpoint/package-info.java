/** A checkpoint's memory images: read, and written by the agent in CRIU's place. */
@NullMarked
package io.drayage.transfer.checkpoint;

import org.jspecify.annotations.NullMarked;
