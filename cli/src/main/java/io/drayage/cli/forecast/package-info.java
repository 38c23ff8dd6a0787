/** Commands about forecasts, and how forecasts are shown. */
@NullMarked
package io.drayage.cli.forecast;

import org.jspecify.annotations.NullMarked;
