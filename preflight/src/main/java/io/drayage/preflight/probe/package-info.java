/** Reads the facts of a host, and of a container that runs on it, from the kernel. */
@NullMarked
package io.drayage.preflight.probe;

import org.jspecify.annotations.NullMarked;
