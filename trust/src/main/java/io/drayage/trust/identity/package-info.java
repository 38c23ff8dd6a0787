/** Who a host or a controller is: its key, its certificate, and the name read from a peer's. */
@NullMarked
package io.drayage.trust.identity;

import org.jspecify.annotations.NullMarked;
