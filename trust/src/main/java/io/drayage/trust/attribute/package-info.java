/** Attribute certificates (RFC 5755): where a host is, and where a container may be. */
@NullMarked
package io.drayage.trust.attribute;

import org.jspecify.annotations.NullMarked;
