/** On which hosts the containers of a drain find room. */
@NullMarked
package io.drayage.balance.place;

import org.jspecify.annotations.NullMarked;
