/** The benchmark {@code dray bench memory}: what is measured, in which order, and how often. */
@NullMarked
package io.drayage.bench.memory;

import org.jspecify.annotations.NullMarked;
