/** Tests. */
@NullMarked
package io.drayage.balance.schedule;

import org.jspecify.annotations.NullMarked;
