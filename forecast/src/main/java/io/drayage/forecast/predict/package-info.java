/** The arithmetic of a move and the intervals around it. */
@NullMarked
package io.drayage.forecast.predict;

import org.jspecify.annotations.NullMarked;
