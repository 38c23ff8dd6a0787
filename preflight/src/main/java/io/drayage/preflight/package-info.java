/** The preflight: whether a container would run on another host, answered before anything moves. */
@NullMarked
package io.drayage.preflight;

import org.jspecify.annotations.NullMarked;
