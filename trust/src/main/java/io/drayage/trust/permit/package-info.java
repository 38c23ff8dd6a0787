/** The signed statement by which the agents know that a move is allowed. */
@NullMarked
package io.drayage.trust.permit;

import org.jspecify.annotations.NullMarked;
