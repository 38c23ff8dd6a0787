/**
 * Hosts, containers, images, migrations and their states, as immutable records and sealed types
 * with pure rules; no I/O, clocks or threads.
 */
@NullMarked
package io.drayage.model;

import org.jspecify.annotations.NullMarked;
