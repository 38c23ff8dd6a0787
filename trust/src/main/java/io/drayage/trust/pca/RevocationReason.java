package io.drayage.trust.pca;

import org.bouncycastle.asn1.x509.CRLReason;

/** Why a certificate is taken back (RFC 5280 5.3.1). */
public enum RevocationReason {
  /** No reason is given. */
  UNSPECIFIED(CRLReason.unspecified),
  /** The holder's key is known to others. */
  KEY_COMPROMISE(CRLReason.keyCompromise),
  /** What it says is no longer so, for example because the host moved. */
  AFFILIATION_CHANGED(CRLReason.affiliationChanged),
  /** Another one takes its place. */
  SUPERSEDED(CRLReason.superseded),
  /** The host or container is no more. */
  CESSATION_OF_OPERATION(CRLReason.cessationOfOperation),
  /** The holder may no longer have it. */
  PRIVILEGE_WITHDRAWN(CRLReason.privilegeWithdrawn);

  private final int code;

  RevocationReason(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
