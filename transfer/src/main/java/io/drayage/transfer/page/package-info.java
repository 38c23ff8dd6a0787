/** Memory pages: what they are called, and where a frozen task has them. */
@NullMarked
package io.drayage.transfer.page;

import org.jspecify.annotations.NullMarked;
