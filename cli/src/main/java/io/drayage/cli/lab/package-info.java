/** The commands of {@code dray lab}: several hosts of several clouds on one machine. */
@NullMarked
package io.drayage.cli.lab;

import org.jspecify.annotations.NullMarked;
