/** Tests. */
@NullMarked
package io.drayage.balance.rebalance;

import org.jspecify.annotations.NullMarked;
