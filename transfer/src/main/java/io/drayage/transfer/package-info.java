/**
 * Moving files and memory pages between agents: archives and one framed stream; never what a
 * container is.
 */
@NullMarked
package io.drayage.transfer;

import org.jspecify.annotations.NullMarked;
