package io.drayage.trust.identity;

import io.drayage.trust.TrustException;
import io.drayage.trust.keystore.Pkcs12File;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A host's or controller's own private key and certificate chain, leaf first and the authority's
 * certificate last. Immutable; never printed.
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
  /** Checks that the chain has a leaf with an identity and the authority's certificate. */
  public Identity {
    chain = List.copyOf(chain);
    if (chain.size() < 2) {
      throw new TrustException(
          "Not an identity: the chain lacks the authority's certificate; enrol again");
    }
    var _ = PeerIdentity.of(chain.getFirst());
  }

  /** The certificate of this identity's own key. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The authority's certificate. */
  public X509Certificate authority() {
    return chain.getLast();
  }

  /** Whose identity this is. */
  public PeerIdentity subject() {
    return PeerIdentity.of(certificate());
  }

  /**
   * Says whether two thirds of the certificate's validity have gone by, so it should be renewed.
   */
  public boolean dueForRenewal(Clock clock) {
    Instant from = certificate().getNotBefore().toInstant();
    Duration validity = Duration.between(from, certificate().getNotAfter().toInstant());
    return clock.instant().isAfter(from.plus(validity.multipliedBy(2).dividedBy(3)));
  }

  /**
   * Stores the identity in an encrypted PKCS#12 file of mode 0600, replacing an older one
   * atomically.
   *
   * @param password wiped before this returns
   * @throws TrustException when the file cannot be written
   */
  public void store(Path file, char[] password) {
    try {
      Pkcs12File.replace(file, new Pkcs12File.Entry(key, chain), password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  /**
   * Loads an identity that was stored.
   *
   * @param password wiped before this returns
   * @throws TrustException when the file is missing, damaged, or the password is not its own
   */
  public static Identity load(Path file, char[] password) {
    try {
      Pkcs12File.Entry entry = Pkcs12File.read(file, password);
      return new Identity(entry.key(), entry.chain());
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  @Override
  public String toString() {
    return "Identity[" + subject().uri() + "]";
  }
}
