/**
 * Containers of this host: their directories, their records on disk, and what is done with them.
 */
@NullMarked
package io.drayage.agent.container;

import org.jspecify.annotations.NullMarked;
