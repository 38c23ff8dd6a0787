/** How a command ends: its exit code, and the line that explains it. */
@NullMarked
package io.drayage.cli.exit;

import org.jspecify.annotations.NullMarked;
