/** Commands that move containers and tell of moves. */
@NullMarked
package io.drayage.cli.migration;

import org.jspecify.annotations.NullMarked;
