package io.drayage.trust.authority;

/** Where an authority lists what it issues. */
@FunctionalInterface
public interface IssuanceLog {
  /**
   * Keeps the entry durably, on the issuing thread. The certificate is handed out only after this
   * returns; when it throws, nothing is handed out.
   */
  void issued(IssuedCertificate certificate);
}
