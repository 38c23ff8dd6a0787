/** Signed lists of what an issuer has taken back (RFC 5280 section 5), and how old they may be. */
@NullMarked
package io.drayage.trust.revocation;

import org.jspecify.annotations.NullMarked;
