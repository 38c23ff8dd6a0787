/** One migration with a fault in it. */
@NullMarked
package io.drayage.chaos.trial;

import org.jspecify.annotations.NullMarked;
