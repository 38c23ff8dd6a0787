package io.drayage.trust.authority;

import io.drayage.trust.TrustException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * The public key of a PKCS#10 request (RFC 2986) whose sender has proved to hold the private key.
 * Names and extensions that the request asks for are not looked at.
 */
record SigningRequest(PublicKey key) {
  private static final int MAX_BYTES = 16 * 1024;
  private static final AlgorithmIdentifier P256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1);

  /**
   * Reads the request and verifies its signature.
   *
   * @throws TrustException when it is damaged, not signed by its key, or not an EC P-256 key
   */
  static SigningRequest verified(byte[] der) {
    if (der.length > MAX_BYTES) {
      throw refused("it has over " + MAX_BYTES + " bytes");
    }
    JcaPKCS10CertificationRequest request = parse(der);
    if (!P256.equals(request.getSubjectPublicKeyInfo().getAlgorithm())) {
      throw refused("its key is not EC P-256");
    }
    try {
      PublicKey key = request.getPublicKey();
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw refused("its signature is wrong");
      }
      return new SigningRequest(key);
    } catch (GeneralSecurityException | OperatorCreationException | PKCSException e) {
      throw refused("its key or signature is damaged", e);
    }
  }

  private static JcaPKCS10CertificationRequest parse(byte[] der) {
    try {
      JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
      // Bouncy Castle parses lazily: touch what we use, so that damage shows here.
      if (request.getSubjectPublicKeyInfo() == null || request.getSignature().length == 0) {
        throw refused("it is incomplete");
      }
      return request;
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw refused("it is not PKCS#10", e);
    }
  }

  private static TrustException refused(String why) {
    return new TrustException(message(why));
  }

  private static TrustException refused(String why, Exception cause) {
    return new TrustException(message(why), cause);
  }

  private static String message(String why) {
    return "Refused a certificate request: " + why + "; make a new one with this version's agent";
  }
}
