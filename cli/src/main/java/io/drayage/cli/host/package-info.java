/** Commands about hosts. */
@NullMarked
package io.drayage.cli.host;

import org.jspecify.annotations.NullMarked;
