package io.drayage.trust.attribute;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * Drayage's own object identifiers, below an arc that is a random UUID (ITU-T X.667:
 * 72b3c477-c349-4115-8894-c6a79de9c827). Nobody else has it, but no authority registered it either:
 * it means something to Drayage alone.
 */
final class PrivacyObjects {
  private static final ASN1ObjectIdentifier ARC =
      new ASN1ObjectIdentifier("2.25.152465397498029934432439108922719717415");

  /** Attribute type: {@code HostPlace}. */
  static final ASN1ObjectIdentifier HOST_PLACE = ARC.branch("1.1");

  /** Attribute type: {@code Regulation}. */
  static final ASN1ObjectIdentifier REGULATION = ARC.branch("1.2");

  /** Type of a digested object: {@code ContainerBinding}. */
  static final ASN1ObjectIdentifier CONTAINER = ARC.branch("2.1");

  /** Attribute type {@code id-aca-group} (RFC 5755 4.4.4), which other tools can write. */
  static final ASN1ObjectIdentifier GROUP = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.10.4");

  private PrivacyObjects() {}
}
