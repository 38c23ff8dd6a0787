/** Tests. */
@NullMarked
package io.drayage.balance.deadline;

import org.jspecify.annotations.NullMarked;
