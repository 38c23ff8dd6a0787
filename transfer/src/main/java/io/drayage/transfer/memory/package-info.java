/**
 * A container's memory at its destination: the pages that have arrived, and the server that places
 * them into the restored tasks, which wait for those that have not.
 */
@NullMarked
package io.drayage.transfer.memory;

import org.jspecify.annotations.NullMarked;
