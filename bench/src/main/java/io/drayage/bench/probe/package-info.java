/**
 * The benchmark's client: a heartbeat that measures the gap from outside, and the workload's own
 * check.
 */
@NullMarked
package io.drayage.bench.probe;

import org.jspecify.annotations.NullMarked;
