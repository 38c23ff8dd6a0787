/**
 * The project's own X.509 certificate authority: it turns certificate requests into certificates.
 */
@NullMarked
package io.drayage.trust.authority;

import org.jspecify.annotations.NullMarked;
