/** Quantities with their unit, as types: a size in bytes, a bandwidth in bits per second. */
@NullMarked
package io.drayage.platform.unit;

import org.jspecify.annotations.NullMarked;
