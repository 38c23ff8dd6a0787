@NullMarked
package io.drayage.bench.memory;

import org.jspecify.annotations.NullMarked;
