package io.drayage.trust.attribute;

import io.drayage.model.Names;
import io.drayage.trust.TrustException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;

/**
 * What a container's certificate is bound to. Its DER encoding is
 *
 * <pre>{@code
 * ContainerBinding ::= SEQUENCE {
 *   container   UTF8String (SIZE (1..63)),   -- its id, an RFC 1123 label
 *   image       OCTET STRING (SIZE (32)) }   -- SHA-256 of its image
 * }</pre>
 *
 * @param container the container's id, which is its name: unique for a controller
 * @param image the image's id: {@code sha256:} and 64 hexadecimal digits
 */
public record ContainerBinding(String container, String image) {
  private static final Pattern IMAGE = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Checks both forms.
   *
   * @throws TrustException when one is wrong
   */
  public ContainerBinding {
    try {
      String _ = Names.require("container", container);
    } catch (IllegalArgumentException e) {
      throw new TrustException(String.valueOf(e.getMessage()), e);
    }
    if (!IMAGE.matcher(image).matches()) {
      throw new TrustException(
          "The image's id is not valid: give sha256: and 64 hexadecimal digits, as dray inspect"
              + " shows it");
    }
  }

  /** SHA-256 of the binding's encoding, as 64 hexadecimal digits in lower case. */
  public record Digest(String hex) {
    /** Compares in a time that does not depend on where the two differ. */
    public boolean matches(Digest other) {
      return MessageDigest.isEqual(
          hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** The digest that a certificate holds. */
  public Digest digest() {
    byte[] imageHash = HexFormat.of().parseHex(image, "sha256:".length(), image.length());
    try {
      byte[] der =
          new DERSequence(new DERUTF8String(container), new DEROctetString(imageHash))
              .getEncoded(ASN1Encoding.DER);
      return new Digest(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError("memory is always written to, and every platform has SHA-256", e);
    }
  }
}
