/** Image layers of this host, fetched once and shared by containers. */
@NullMarked
package io.drayage.agent.layer;

import org.jspecify.annotations.NullMarked;
