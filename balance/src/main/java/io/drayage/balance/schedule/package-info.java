/** Which waiting moves begin now: the load balancer of the thesis (chapter 4.4). */
@NullMarked
package io.drayage.balance.schedule;

import org.jspecify.annotations.NullMarked;
