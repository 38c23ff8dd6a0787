/** What is moved, and the clients that load it, check it and measure its gap. */
@NullMarked
package io.drayage.bench.workload;

import org.jspecify.annotations.NullMarked;
