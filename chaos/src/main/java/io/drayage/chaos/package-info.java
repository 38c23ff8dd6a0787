/** Real migrations with a fault in each, judged from outside: {@code dray chaos}. */
@NullMarked
package io.drayage.chaos;

import org.jspecify.annotations.NullMarked;
