/** Migrations: their modes, states and the order in which states may follow each other. */
@NullMarked
package io.drayage.model.migration;

import org.jspecify.annotations.NullMarked;
