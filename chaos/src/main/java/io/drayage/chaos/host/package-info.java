/** The lab that faults happen in. */
@NullMarked
package io.drayage.chaos.host;

import org.jspecify.annotations.NullMarked;
