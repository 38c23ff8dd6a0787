/** The rows, the Markdown table and the chart of a benchmark. */
@NullMarked
package io.drayage.bench.report;

import org.jspecify.annotations.NullMarked;
