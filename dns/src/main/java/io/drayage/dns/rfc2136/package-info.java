/** Zones on servers that take dynamic updates (RFC 2136) signed with TSIG (RFC 8945). */
@NullMarked
package io.drayage.dns.rfc2136;

import org.jspecify.annotations.NullMarked;
