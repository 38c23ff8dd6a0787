package io.drayage.trust.attribute;

import io.drayage.trust.identity.KeyFingerprint;
import java.math.BigInteger;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/** For whom or what an attribute certificate speaks (RFC 5755 4.2.2). */
public sealed interface Holder {
  /** In one line for people. */
  String inWords();

  /** Whoever has this key: a host, by the key with which it speaks TLS. */
  record Key(KeyFingerprint key) implements Holder {
    @Override
    public String inWords() {
      return "the host with the key " + key.hex().substring(0, 16) + "…";
    }
  }

  /**
   * Whoever has this certificate, as strongSwan names a holder.
   *
   * @param issuer of the holder's certificate
   * @param serial of the holder's certificate
   * @param subject of the holder's certificate, where the attribute certificate names it too
   */
  record Certificate(X500Principal issuer, BigInteger serial, Optional<X500Principal> subject)
      implements Holder {
    @Override
    public String inWords() {
      return "the host with the certificate %s of %s"
          .formatted(serial.toString(16), issuer.getName());
    }
  }

  /** A container, by its name and the image that it was made from. */
  record Container(ContainerBinding.Digest digest) implements Holder {
    @Override
    public String inWords() {
      return "the container with the binding " + digest.hex().substring(0, 16) + "…";
    }
  }
}
