/** Commands about the audit log. */
@NullMarked
package io.drayage.cli.audit;

import org.jspecify.annotations.NullMarked;
