package io.drayage.trust.attribute;

import io.drayage.trust.TrustException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.Target;
import org.bouncycastle.asn1.x509.TargetInformation;

/**
 * Who may rely on an attribute certificate (RFC 5755 4.3.2), by URIs such as {@code
 * drayage:controller:main}. Targets of other kinds are passed over: they admit nobody here.
 *
 * @param uris sorted; may be empty, and then nobody may rely on it
 */
public record Targets(SortedSet<String> uris) {
  private static final int MOST = 64;

  /**
   * Keeps a copy.
   *
   * @throws TrustException when there are too many
   */
  public Targets {
    uris = Collections.unmodifiableSortedSet(new TreeSet<>(uris));
    if (uris.size() > MOST) {
      throw new TrustException("A certificate has over " + MOST + " targets: name fewer");
    }
  }

  /** Whether one of these names is a target. */
  public boolean admit(Set<String> names) {
    return !Collections.disjoint(names, uris);
  }

  static Targets decode(Extension extension) {
    List<String> uris = new ArrayList<>();
    ASN1Sequence all = ASN1Sequence.getInstance(extension.getParsedValue());
    if (all.size() > MOST) {
      throw new TrustException(
          "Refused an attribute certificate: it has too many targets; have it issued again");
    }
    for (ASN1Encodable targets : all) {
      for (ASN1Encodable one : ASN1Sequence.getInstance(targets)) {
        Target target = Target.getInstance(one);
        GeneralName name = target.getTargetName();
        if (name != null && name.getTagNo() == GeneralName.uniformResourceIdentifier) {
          uris.add(name.getName().toString());
        }
      }
    }
    return new Targets(new TreeSet<>(uris));
  }

  static TargetInformation encode(Collection<String> uris) {
    return new TargetInformation(
        uris.stream()
            .map(uri ->
                new Target(
                    Target.targetName, new GeneralName(GeneralName.uniformResourceIdentifier, uri)))
            .toArray(Target[]::new));
  }
}
