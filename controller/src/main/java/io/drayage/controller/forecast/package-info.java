/** Forecasts of moves, and how well they held. */
@NullMarked
package io.drayage.controller.forecast;

import org.jspecify.annotations.NullMarked;
