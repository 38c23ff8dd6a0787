/** The controller's commands to this host's gateway. */
@NullMarked
package io.drayage.agent.gateway;

import org.jspecify.annotations.NullMarked;
