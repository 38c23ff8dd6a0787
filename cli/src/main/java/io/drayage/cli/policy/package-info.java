/** Commands about the policy by which moves are allowed. */
@NullMarked
package io.drayage.cli.policy;

import org.jspecify.annotations.NullMarked;
