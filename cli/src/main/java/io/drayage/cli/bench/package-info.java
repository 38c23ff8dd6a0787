/** {@code dray bench}: measurements against the peers, on a lab of their own. */
@NullMarked
package io.drayage.cli.bench;

import org.jspecify.annotations.NullMarked;
