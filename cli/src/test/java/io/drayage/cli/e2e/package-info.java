/** Drives the distribution in a real lab, as its users do: moves, bad input, failures. */
@NullMarked
package io.drayage.cli.e2e;

import org.jspecify.annotations.NullMarked;
