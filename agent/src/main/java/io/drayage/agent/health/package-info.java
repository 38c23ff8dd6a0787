/** Whether a container on this host does its work. */
@NullMarked
package io.drayage.agent.health;

import org.jspecify.annotations.NullMarked;
