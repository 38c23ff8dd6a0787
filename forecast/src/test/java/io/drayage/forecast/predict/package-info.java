@NullMarked
package io.drayage.forecast.predict;

import org.jspecify.annotations.NullMarked;
