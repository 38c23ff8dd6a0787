/** A container's network on one host: its namespace, its link and the host's route to it. */
@NullMarked
package io.drayage.network.host;

import org.jspecify.annotations.NullMarked;
