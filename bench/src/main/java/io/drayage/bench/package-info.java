/** Measurements of Drayage against its peers and its limits; none yet. */
@NullMarked
package io.drayage.bench;

import org.jspecify.annotations.NullMarked;
