@NullMarked
package io.drayage.forecast.table;

import org.jspecify.annotations.NullMarked;
