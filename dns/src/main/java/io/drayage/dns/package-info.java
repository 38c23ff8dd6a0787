/** Names that follow containers: what stands at a name in a zone, and how it is changed. */
@NullMarked
package io.drayage.dns;

import org.jspecify.annotations.NullMarked;
