/** The agent's configuration file. */
@NullMarked
package io.drayage.agent.config;

import org.jspecify.annotations.NullMarked;
