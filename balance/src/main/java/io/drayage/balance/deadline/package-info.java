/** How long a group of moves takes, told before it begins. */
@NullMarked
package io.drayage.balance.deadline;

import org.jspecify.annotations.NullMarked;
