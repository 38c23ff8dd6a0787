/**
 * Keys, certificates and credentials as files: encrypted PKCS#12, PEM, 0600, replaced atomically.
 */
@NullMarked
package io.drayage.trust.keystore;

import org.jspecify.annotations.NullMarked;
