/** This host's part in a migration, as source or as destination. */
@NullMarked
package io.drayage.agent.migration;

import org.jspecify.annotations.NullMarked;
