package io.drayage.trust.attribute;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.KeyFingerprint;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.asn1.x509.ObjectDigestInfo;
import org.bouncycastle.cert.AttributeCertificateHolder;

/** Holders as ASN.1. */
final class HolderSyntax {
  private static final int SHA_256_BYTES = 32;

  private HolderSyntax() {}

  static AttributeCertificateHolder encode(Holder holder) {
    return switch (holder) {
      case Holder.Key(KeyFingerprint key) ->
          new AttributeCertificateHolder(
              ObjectDigestInfo.publicKey, NISTObjectIdentifiers.id_sha256, null, key.bytes());
      case Holder.Container(ContainerBinding.Digest digest) ->
          new AttributeCertificateHolder(
              ObjectDigestInfo.otherObjectDigest,
              NISTObjectIdentifiers.id_sha256,
              PrivacyObjects.CONTAINER,
              HexFormat.of().parseHex(digest.hex()));
      case Holder.Certificate certificate ->
          new AttributeCertificateHolder(
              X500Name.getInstance(certificate.issuer().getEncoded()), certificate.serial());
    };
  }

  /**
   * Reads a holder that is bound to something that can be compared.
   *
   * @throws TrustException when it is bound to nothing, to two things, or by a weak digest
   */
  static Holder decode(org.bouncycastle.asn1.x509.Holder holder) {
    ObjectDigestInfo object = holder.getObjectDigestInfo();
    IssuerSerial base = holder.getBaseCertificateID();
    if ((object == null) == (base == null)) {
      throw refused("its holder is bound to neither a key, a certificate nor a container alone");
    }
    if (base != null) {
      return certificate(base, Optional.ofNullable(holder.getEntityName()));
    }
    if (object == null || holder.getEntityName() != null) {
      throw refused("its holder is named twice");
    }
    byte[] digest = object.getObjectDigest().getOctets();
    if (!NISTObjectIdentifiers.id_sha256.equals(object.getDigestAlgorithm().getAlgorithm())
        || digest.length != SHA_256_BYTES) {
      throw refused("its holder is not digested by SHA-256");
    }
    int type = object.getDigestedObjectType().intValueExact();
    if (type == ObjectDigestInfo.publicKey) {
      return new Holder.Key(KeyFingerprint.of(digest));
    }
    if (type == ObjectDigestInfo.otherObjectDigest
        && PrivacyObjects.CONTAINER.equals(object.getOtherObjectTypeID())) {
      return new Holder.Container(new ContainerBinding.Digest(HexFormat.of().formatHex(digest)));
    }
    throw refused("its holder is of an unknown kind");
  }

  private static Holder certificate(IssuerSerial base, Optional<GeneralNames> entity) {
    if (base.getIssuerUID() != null) {
      throw refused("its holder's issuer has a unique identifier");
    }
    return new Holder.Certificate(
        directoryName(base.getIssuer()),
        base.getSerial().getPositiveValue(),
        entity.map(HolderSyntax::directoryName));
  }

  /** The one directory name that must be there. */
  static X500Principal directoryName(GeneralNames names) {
    GeneralName[] all = names.getNames();
    if (all.length != 1 || all[0].getTagNo() != GeneralName.directoryName) {
      throw refused("it names someone otherwise than by one distinguished name");
    }
    try {
      return new X500Principal(X500Name.getInstance(all[0].getName()).getEncoded());
    } catch (IOException e) {
      throw new TrustException(message("a name in it is damaged"), e);
    }
  }

  private static TrustException refused(String why) {
    return new TrustException(message(why));
  }

  private static String message(String why) {
    return "Refused an attribute certificate: " + why + "; have it issued again";
  }
}
