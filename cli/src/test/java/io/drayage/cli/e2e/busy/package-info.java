/** A program for the JVM of a container that the end-to-end tests move. */
@NullMarked
package io.drayage.cli.e2e.busy;

import org.jspecify.annotations.NullMarked;
