/** How well earlier forecasts held. */
@NullMarked
package io.drayage.forecast.calibration;

import org.jspecify.annotations.NullMarked;
