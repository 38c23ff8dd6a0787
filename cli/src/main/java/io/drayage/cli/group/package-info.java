/** Commands that move many containers as one. */
@NullMarked
package io.drayage.cli.group;

import org.jspecify.annotations.NullMarked;
