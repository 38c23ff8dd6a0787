/** Measurements of Drayage against its peers and its limits. */
@NullMarked
package io.drayage.bench;

import org.jspecify.annotations.NullMarked;
