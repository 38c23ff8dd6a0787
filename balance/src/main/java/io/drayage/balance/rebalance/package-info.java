/** Which moves would even out the load of hosts. */
@NullMarked
package io.drayage.balance.rebalance;

import org.jspecify.annotations.NullMarked;
