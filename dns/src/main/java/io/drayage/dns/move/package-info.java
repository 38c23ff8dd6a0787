/** The steps in which a name moves with a container. */
@NullMarked
package io.drayage.dns.move;

import org.jspecify.annotations.NullMarked;
