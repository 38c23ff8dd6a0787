/**
 * Moving files and memory pages between agents: framing, streams, compression, resumption; never
 * what a container is.
 */
@NullMarked
package io.drayage.transfer;

import org.jspecify.annotations.NullMarked;
