/** {@code dray chaos}: migrations with faults in them, on a lab of their own. */
@NullMarked
package io.drayage.cli.chaos;

import org.jspecify.annotations.NullMarked;
