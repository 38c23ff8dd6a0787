/** Migrations: admitted, carried out step by step through the journal, and recovered. */
@NullMarked
package io.drayage.controller.migration;

import org.jspecify.annotations.NullMarked;
