/** The protection module: whether a container may move to a host, and why. */
@NullMarked
package io.drayage.trust.policy;

import org.jspecify.annotations.NullMarked;
