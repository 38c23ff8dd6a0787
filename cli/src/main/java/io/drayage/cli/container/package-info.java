/** Commands about containers. */
@NullMarked
package io.drayage.cli.container;

import org.jspecify.annotations.NullMarked;
