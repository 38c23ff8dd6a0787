/** What a controller signs as text: permits, and the heads of its audit log. */
@NullMarked
package io.drayage.trust.statement;

import org.jspecify.annotations.NullMarked;
