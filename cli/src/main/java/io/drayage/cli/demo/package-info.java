/** {@code dray demo}: carries the demonstration out and shows what came of it. */
@NullMarked
package io.drayage.cli.demo;

import org.jspecify.annotations.NullMarked;
