package io.drayage.trust.attribute;

import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Attribute;
import org.bouncycastle.asn1.x509.IetfAttrSyntax;

/**
 * Attributes as ASN.1; docs/policy.md has the module.
 *
 * <pre>{@code
 * HostPlace ::= SEQUENCE {
 *   country        PrintableString (SIZE (2)),
 *   organisations  SEQUENCE SIZE (1..256) OF UTF8String (SIZE (1..64)) }
 * Regulation ::= SEQUENCE {                 -- countries and groups are not both empty
 *   countries      SEQUENCE SIZE (0..256) OF PrintableString (SIZE (2)),
 *   groups         SEQUENCE SIZE (0..32) OF UTF8String (SIZE (1..32)),
 *   organisations  SEQUENCE SIZE (1..256) OF UTF8String (SIZE (1..64)) }
 * }</pre>
 *
 * <p>A host's place is read from groups (RFC 5755 4.4.4) as well: {@code country=DE} and {@code
 * organisation=acme}, the second as often as needed.
 */
final class AttributeSyntax {
  private static final int MOST = 256;
  private static final String COUNTRY = "country=";
  private static final String ORGANISATION = "organisation=";

  private AttributeSyntax() {}

  static Attribute encode(Attributes attributes) {
    return switch (attributes) {
      case HostPlace place ->
          new Attribute(
              PrivacyObjects.HOST_PLACE,
              new DERSet(
                  new DERSequence(
                      new DERPrintableString(place.country().code()),
                      organisations(place.organisations()))));
      case Regulation regulation ->
          new Attribute(
              PrivacyObjects.REGULATION,
              new DERSet(
                  new DERSequence(
                      new ASN1Encodable[] {
                        sequence(
                            regulation.countries().countries(),
                            country -> new DERPrintableString(country.code())),
                        sequence(regulation.countries().groups(), DERUTF8String::new),
                        organisations(regulation.organisations())
                      })));
    };
  }

  /**
   * Reads the one attribute of ours that a certificate has.
   *
   * @throws TrustException when there is none, more than one, or it has another form
   */
  static Attributes decode(List<Attribute> attributes) {
    List<Attribute> ours =
        attributes.stream()
            .filter(attribute ->
                List.of(PrivacyObjects.HOST_PLACE, PrivacyObjects.REGULATION, PrivacyObjects.GROUP)
                    .contains(attribute.getAttrType()))
            .toList();
    if (ours.size() != 1 || ours.getFirst().getAttrValues().size() != 1) {
      throw refused("it attests not exactly one host's place or Regulation");
    }
    Attribute attribute = ours.getFirst();
    ASN1Encodable value = attribute.getAttributeValues()[0];
    try {
      if (attribute.getAttrType().equals(PrivacyObjects.HOST_PLACE)) {
        return place(ASN1Sequence.getInstance(value));
      }
      return attribute.getAttrType().equals(PrivacyObjects.REGULATION)
          ? regulation(ASN1Sequence.getInstance(value))
          : groups(IetfAttrSyntax.getInstance(value));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new TrustException(message("its attribute is damaged"), e);
    }
  }

  private static HostPlace place(ASN1Sequence fields) {
    requireSize(fields, 2, 2);
    return new HostPlace(
        new CountryCode(text(fields.getObjectAt(0), ASN1PrintableString.class)),
        organisations(fields.getObjectAt(1)));
  }

  private static Regulation regulation(ASN1Sequence fields) {
    requireSize(fields, 3, 3);
    List<CountryCode> countries =
        texts(fields.getObjectAt(0), 0, MOST, ASN1PrintableString.class).stream()
            .map(CountryCode::new)
            .toList();
    List<String> groups =
        texts(fields.getObjectAt(1), 0, CountryList.MOST_GROUPS, ASN1UTF8String.class);
    return new Regulation(CountryList.of(countries, groups), organisations(fields.getObjectAt(2)));
  }

  private static HostPlace groups(IetfAttrSyntax syntax) {
    ASN1Encodable[] values = (ASN1Encodable[]) syntax.getValues();
    if (values.length > MOST + 1) {
      throw refused("it names too many groups");
    }
    List<String> countries = new ArrayList<>();
    SortedSet<OrganisationCode> organisations = new TreeSet<>();
    for (ASN1Encodable value : values) {
      String group = groupName(value);
      if (group.startsWith(COUNTRY)) {
        countries.add(group.substring(COUNTRY.length()));
      } else if (group.startsWith(ORGANISATION)) {
        organisations.add(new OrganisationCode(group.substring(ORGANISATION.length())));
      }
    }
    if (countries.size() != 1) {
      throw refused("its groups name not exactly one country, as in country=DE");
    }
    return new HostPlace(new CountryCode(countries.getFirst()), organisations);
  }

  private static String groupName(ASN1Encodable value) {
    if (value instanceof ASN1OctetString octets) {
      return new String(octets.getOctets(), StandardCharsets.UTF_8);
    }
    return value instanceof ASN1String string ? string.getString() : "";
  }

  private static SortedSet<OrganisationCode> organisations(ASN1Encodable list) {
    return texts(list, 1, Attributes.MOST_ORGANISATIONS, ASN1UTF8String.class).stream()
        .map(OrganisationCode::new)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static DERSequence organisations(Collection<OrganisationCode> organisations) {
    return sequence(organisations, organisation -> new DERUTF8String(organisation.code()));
  }

  private static <T> DERSequence sequence(
      Collection<T> values, Function<T, ASN1Encodable> encoding) {
    return new DERSequence(values.stream().map(encoding).toArray(ASN1Encodable[]::new));
  }

  private static List<String> texts(
      ASN1Encodable list, int fewest, int most, Class<? extends ASN1String> type) {
    ASN1Sequence sequence = ASN1Sequence.getInstance(list);
    requireSize(sequence, fewest, most);
    List<String> texts = new ArrayList<>();
    for (ASN1Encodable value : sequence) {
      texts.add(text(value, type));
    }
    return texts;
  }

  private static String text(ASN1Encodable value, Class<? extends ASN1String> type) {
    if (!type.isInstance(value)) {
      throw refused("its attribute has a text of another type");
    }
    return type.cast(value).getString();
  }

  private static void requireSize(ASN1Sequence sequence, int fewest, int most) {
    if (sequence.size() < fewest || sequence.size() > most) {
      throw refused(
          "a list in it has %d entries instead of %d to %d"
              .formatted(sequence.size(), fewest, most));
    }
  }

  private static TrustException refused(String why) {
    return new TrustException(message(why));
  }

  private static String message(String why) {
    return "Refused an attribute certificate: " + why + "; have it issued again";
  }
}
