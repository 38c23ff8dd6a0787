/**
 * Memory pages: what they are called, which a checkpoint lists, and where a frozen task has them.
 */
@NullMarked
package io.drayage.transfer.page;

import org.jspecify.annotations.NullMarked;
