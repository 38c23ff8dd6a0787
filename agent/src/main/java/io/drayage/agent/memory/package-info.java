/** A moving container's memory on its way out of this host, and into it. */
@NullMarked
package io.drayage.agent.memory;

import org.jspecify.annotations.NullMarked;
