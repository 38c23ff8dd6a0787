package io.drayage.trust.statement;

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
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * A controller's statements as text: a JSON Web Signature in compact form (RFC 7515) by ES256 (RFC
 * 7518 3.4), with the controller's certificate in its header ({@code x5c}). No other algorithm and
 * no other form is read.
 */
public final class SignedStatement {
  private static final String ALGORITHM = "ES256";
  private static final String SIGNATURE = "SHA256withECDSAinP1363Format";

  private SignedStatement() {}

  private record Header(String alg, String typ, List<String> x5c, Optional<List<String>> crit) {}

  /** A statement whose signature was verified, and the controller that signed it. */
  public record Verified<T>(T statement, PeerIdentity.Controller controller) {}

  /**
   * Signs a record, as JSON.
   *
   * @throws TrustException when the controller's key cannot sign
   */
  public static String sign(Record statement, StatementForm form, Identity controller) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String certificate =
        Base64.getEncoder().encodeToString(CertificatePem.der(controller.certificate()));
    Header header = new Header(ALGORITHM, form.type(), List.of(certificate), Optional.empty());
    String signed =
        encoder.encodeToString(Json.write(header).getBytes(StandardCharsets.UTF_8))
            + "."
            + encoder.encodeToString(Json.write(statement).getBytes(StandardCharsets.UTF_8));
    try {
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initSign(controller.key());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encoder.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new TrustException(
          "Cannot sign %s: %s; check the controller's key".formatted(form.name(), e.getMessage()),
          e);
    }
  }

  /**
   * Reads a statement that a controller of an authority signed.
   *
   * @param when the instant at which the controller's certificate must be valid, of what was signed
   * @throws TrustException when no such controller signed exactly this
   */
  public static <T extends Record> Verified<T> verify(
      String token,
      StatementForm form,
      Class<T> type,
      X509Certificate authority,
      Function<T, Instant> when) {
    if (token.length() > form.mostCharacters()) {
      throw form.refused("it is too long");
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw form.refused("it is not signed");
    }
    try {
      Base64.Decoder decoder = Base64.getUrlDecoder();
      Header header = Json.read(text(decoder.decode(parts[0])), Header.class);
      X509Certificate certificate = certificate(header, form);
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initVerify(certificate.getPublicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      if (!signature.verify(decoder.decode(parts[2]))) {
        throw form.refused("its signature is wrong");
      }
      // Only what was signed is looked at.
      T statement = Json.read(text(decoder.decode(parts[1])), type);
      return new Verified<>(
          statement, controller(certificate, authority, when.apply(statement), form));
    } catch (IllegalArgumentException
        | JacksonException
        | NullPointerException
        | GeneralSecurityException e) {
      throw new TrustException(form.message("it is damaged"), e);
    }
  }

  private static X509Certificate certificate(Header header, StatementForm form) {
    if (!ALGORITHM.equals(header.alg())
        || !form.type().equals(header.typ())
        || header.crit().isPresent()
        || header.x5c().size() != 1) {
      throw form.refused("it is signed in a way that is not accepted");
    }
    return CertificatePem.fromDer(Base64.getDecoder().decode(header.x5c().getFirst()));
  }

  private static PeerIdentity.Controller controller(
      X509Certificate certificate, X509Certificate authority, Instant at, StatementForm form) {
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      parameters.setDate(Date.from(at));
      parameters.setRevocationEnabled(false);
      var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
      var _ = CertPathValidator.getInstance("PKIX").validate(path, parameters);
    } catch (GeneralSecurityException e) {
      throw new TrustException(form.message("whoever signed it is not of this authority"), e);
    }
    if (!(PeerIdentity.of(certificate) instanceof PeerIdentity.Controller controller)) {
      throw form.refused("a host signed it, and only a controller may");
    }
    return controller;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
