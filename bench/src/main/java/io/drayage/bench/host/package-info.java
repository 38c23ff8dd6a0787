/**
 * The benchmark's lab: two hosts, a link whose bandwidth changes, and counters of what crossed it.
 */
@NullMarked
package io.drayage.bench.host;

import org.jspecify.annotations.NullMarked;
