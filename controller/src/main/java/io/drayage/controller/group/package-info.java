/** Many moves as one: planned together, started by policy, undone together; survives restarts. */
@NullMarked
package io.drayage.controller.group;

import org.jspecify.annotations.NullMarked;
