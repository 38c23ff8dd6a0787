/** Tests. */
@NullMarked
package io.drayage.balance.place;

import org.jspecify.annotations.NullMarked;
