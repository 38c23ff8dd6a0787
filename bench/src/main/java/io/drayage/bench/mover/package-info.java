/** What moves the workload: Drayage in each of its modes, and its peers driven by hand. */
@NullMarked
package io.drayage.bench.mover;

import org.jspecify.annotations.NullMarked;
