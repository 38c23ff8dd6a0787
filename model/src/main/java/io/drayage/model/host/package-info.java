/** Hosts: machines of a provider that run one agent and containers. */
@NullMarked
package io.drayage.model.host;

import org.jspecify.annotations.NullMarked;
