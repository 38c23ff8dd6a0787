package io.drayage.trust.permit;

import io.drayage.platform.json.Json;
import io.drayage.trust.TrustException;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.keystore.CertificatePem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Permits as text: a JSON Web Signature in compact form (RFC 7515) by ES256 (RFC 7518 3.4), with
 * the controller's certificate in its header ({@code x5c}). No other algorithm and no other form is
 * read.
 */
final class PermitToken {
  static final int MOST_CHARACTERS = 32 * 1024;

  private static final String ALGORITHM = "ES256";
  private static final String TYPE = "drayage-permit+json";
  private static final String SIGNATURE = "SHA256withECDSAinP1363Format";

  private PermitToken() {}

  private record Header(String alg, String typ, List<String> x5c, Optional<List<String>> crit) {}

  /** A permit whose signature was verified, and the controller that signed it. */
  record Verified(Permit permit, PeerIdentity.Controller controller) {}

  static String sign(Permit permit, Identity controller) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String certificate =
        Base64.getEncoder().encodeToString(CertificatePem.der(controller.certificate()));
    Header header = new Header(ALGORITHM, TYPE, List.of(certificate), Optional.empty());
    String signed =
        encoder.encodeToString(Json.write(header).getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(Json.write(permit).getBytes(StandardCharsets.UTF_8));
    try {
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initSign(controller.key());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encoder.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new TrustException(
          "Cannot sign a permit: " + e.getMessage() + "; check the controller's key", e);
    }
  }

  static Verified verify(String token, X509Certificate authority, Instant now) {
    if (token.length() > MOST_CHARACTERS) {
      throw refused("it is too long");
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw refused("it is not signed");
    }
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      Header header = Json.read(text(decoder.decode(parts[0])), Header.class);
      X509Certificate certificate = certificate(header);
      PeerIdentity.Controller controller = controller(certificate, authority, now);
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initVerify(certificate.getPublicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(decoder.decode(parts[2]))) {
        throw refused("its signature is wrong");
      }
      // Only what was signed is looked at.
      return new Verified(Json.read(text(decoder.decode(parts[1])), Permit.class), controller);
    } catch (IllegalArgumentException
        | JacksonException
        | NullPointerException
        | GeneralSecurityException e) {
      throw new TrustException(message("it is damaged"), e);
    }
  }

  private static X509Certificate certificate(Header header) {
    if (!ALGORITHM.equals(header.alg())
        || !TYPE.equals(header.typ())
        || header.crit().isPresent()
        || header.x5c().size() != 1) {
      throw refused("it is signed in a way that is not accepted");
    }
    return CertificatePem.fromDer(Base64.getDecoder().decode(header.x5c().getFirst()));
  }

  private static PeerIdentity.Controller controller(
      X509Certificate certificate, X509Certificate authority, Instant now) {
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setDate(Date.from(now));
      parameters.setRevocationEnabled(false);
      var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
      var _ = CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (GeneralSecurityException e) {
      throw new TrustException(message("whoever signed it is not of this authority"), e);
    }
    if (!(PeerIdentity.of(certificate) instanceof PeerIdentity.Controller controller)) {
      throw refused("a host signed it, and only a controller may");
    }
    return controller;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static TrustException refused(String why) {
    return new TrustException(message(why));
  }

  private static String message(String why) {
    return "Refused a permit: " + why + "; nothing moves without one of this controller";
  }
}
