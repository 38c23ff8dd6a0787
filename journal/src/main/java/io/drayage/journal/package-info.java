/**
 * The durable story of each migration: every transition written before it is acted on, in SQLite.
 */
@NullMarked
package io.drayage.journal;

import org.jspecify.annotations.NullMarked;
