@NullMarked
package io.drayage.bench.host;

import org.jspecify.annotations.NullMarked;
