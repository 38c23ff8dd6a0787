@NullMarked
package io.drayage.bench.report;

import org.jspecify.annotations.NullMarked;
