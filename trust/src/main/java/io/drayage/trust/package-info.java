/**
 * The certificate authority, enrolment by one-time token, host identity and the TLS contexts made
 * from it.
 */
@NullMarked
package io.drayage.trust;

import org.jspecify.annotations.NullMarked;
