@NullMarked
package io.drayage.bench.probe;

import org.jspecify.annotations.NullMarked;
