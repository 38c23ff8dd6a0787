package io.drayage.trust.authority;

import io.drayage.trust.identity.CertificateFingerprint;
import io.drayage.trust.identity.PeerIdentity;
import java.math.BigInteger;
import java.time.Instant;

/** One entry in the list of what an authority has issued; holds nothing secret. */
public record IssuedCertificate(
    BigInteger serial,
    PeerIdentity subject,
    Instant notBefore,
    Instant notAfter,
    CertificateFingerprint fingerprint) {}
