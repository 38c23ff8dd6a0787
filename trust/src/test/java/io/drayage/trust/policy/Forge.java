package io.drayage.trust.policy;

import io.drayage.trust.attribute.AttributeCertificate;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.keystore.Pkcs12File;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.ObjectDigestInfo;
import org.bouncycastle.cert.AttributeCertificateHolder;
import org.bouncycastle.cert.AttributeCertificateIssuer;
import org.bouncycastle.cert.X509v2AttributeCertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates that the authority's own issuer would sign only by mistake, with its true key. */
final class Forge {
  static final ASN1ObjectIdentifier HOST_PLACE =
      new ASN1ObjectIdentifier("2.25.152465397498029934432439108922719717415.1.1");
  static final ASN1ObjectIdentifier REGULATION =
      new ASN1ObjectIdentifier("2.25.152465397498029934432439108922719717415.1.2");

  private final Identity host;
  private Instant from = Scene.NOW;
  private Duration validity = Scene.MONTH;
  private final List<Attribute> attributes = new ArrayList<>();
  private final List<Added> extensions = new ArrayList<>();

  private record Attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {}

  private record Added(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {}

  /** One for this host's key. */
  Forge(Identity host) {
    this.host = host;
  }

  Forge from(Duration later) {
    from = Scene.NOW.plus(later);
    return this;
  }

  Forge validity(Duration longer) {
    validity = longer;
    return this;
  }

  Forge attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    attributes.add(new Attribute(type, value));
    return this;
  }

  Forge extension(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    extensions.add(new Added(type, critical, value));
    return this;
  }

  Forge in(String country) {
    return attribute(HOST_PLACE, new DERSequence(new DERPrintableString(country), texts("acme")));
  }

  static DERSequence texts(String... texts) {
    return new DERSequence(
        Arrays.stream(texts).map(DERUTF8String::new).toArray(ASN1Encodable[]::new));
  }

  static DERSequence many(int count) {
    return texts(IntStream.range(0, count).mapToObj(i -> "o" + i).toArray(String[]::new));
  }

  /** Signs it by the first issuer of the authority in the directory. */
  byte[] sign(Path pca) throws Exception {
    Pkcs12File.Entry issuer = Pkcs12File.read(pca.resolve("issuer-1.p12"), Scene.password());
    return sign(issuer.chain().getFirst(), issuer.key());
  }

  byte[] sign(X509Certificate issuer, PrivateKey key) throws Exception {
    var builder =
        new X509v2AttributeCertificateBuilder(
            new AttributeCertificateHolder(
                ObjectDigestInfo.publicKey,
                NISTObjectIdentifiers.id_sha256,
                null,
                KeyFingerprint.of(host.certificate()).bytes()),
            new AttributeCertificateIssuer(new JcaX509CertificateHolder(issuer).getSubject()),
            BigInteger.valueOf(4711),
            Date.from(from),
            Date.from(from.plus(validity)));
    for (Attribute attribute : attributes) {
      builder.addAttribute(attribute.type(), attribute.value());
    }
    for (Added extension : extensions) {
      builder.addExtension(extension.type(), extension.critical(), extension.value());
    }
    return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)).getEncoded();
  }

  Credential credential(Path pca) throws Exception {
    Pkcs12File.Entry issuer = Pkcs12File.read(pca.resolve("issuer-1.p12"), Scene.password());
    return new Credential(AttributeCertificate.parse(sign(pca)), issuer.chain());
  }
}
