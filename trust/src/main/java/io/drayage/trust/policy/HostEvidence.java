package io.drayage.trust.policy;

import io.drayage.trust.attribute.Credential;
import io.drayage.trust.identity.KeyFingerprint;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a host shows of itself.
 *
 * @param name of the host, as its TLS certificate says
 * @param key with which it speaks TLS
 * @param certificate with which it speaks TLS, where it is at hand
 * @param credential its attribute certificate; empty when it shows none
 */
public record HostEvidence(
    String name,
    KeyFingerprint key,
    Optional<X509Certificate> certificate,
    Optional<Credential> credential) {
  /** The evidence of a host whose TLS certificate was verified. */
  public static HostEvidence of(
      String name, X509Certificate certificate, Optional<Credential> credential) {
    return new HostEvidence(
        name, KeyFingerprint.of(certificate), Optional.of(certificate), credential);
  }

  String subject() {
    return "host " + name;
  }
}
