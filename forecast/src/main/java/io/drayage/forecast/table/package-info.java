/** The dated figures that forecasts rest on: prices, grids, and coefficients of stated models. */
@NullMarked
package io.drayage.forecast.table;

import org.jspecify.annotations.NullMarked;
