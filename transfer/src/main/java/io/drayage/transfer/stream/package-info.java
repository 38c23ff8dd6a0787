/** The framed stream between two agents: one header, then items in order, each acknowledged. */
@NullMarked
package io.drayage.transfer.stream;

import org.jspecify.annotations.NullMarked;
