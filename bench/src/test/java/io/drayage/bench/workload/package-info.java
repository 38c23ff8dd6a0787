@NullMarked
package io.drayage.bench.workload;

import org.jspecify.annotations.NullMarked;
