package io.drayage.trust.policy;

import io.drayage.trust.attribute.AttributeCertificate;
import io.drayage.trust.attribute.Attributes;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.policy.TrustedIssuer.Attests;
import io.drayage.trust.revocation.RevocationList.Kind;
import io.drayage.trust.revocation.RevocationLists;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1OctetString;

/**
 * Whether one attribute certificate counts (RFC 5755 section 5). It goes on after the first fault,
 * so that all are told at once. Used once, by one thread.
 */
final class CredentialCheck {
  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

  private final ProtectionRules rules;
  private final RevocationLists lists;
  private final Instant now;
  private final String subject;
  private final AttributeCertificate certificate;
  private final CertificateReference reference;
  private final List<Finding> refusals = new ArrayList<>();
  private Instant until;

  private CredentialCheck(
      ProtectionRules rules,
      RevocationLists lists,
      Instant now,
      String subject,
      AttributeCertificate certificate) {
    this.rules = rules;
    this.lists = lists;
    this.now = now;
    this.subject = subject;
    this.certificate = certificate;
    this.reference = CertificateReference.to(certificate);
    this.until = certificate.notAfter();
  }

  /**
   * What was found.
   *
   * @param refusals why the certificate does not count; empty when it does
   * @param reason what it says, once it counts
   * @param until how long that may be relied upon
   */
  record Outcome(
      Attributes attributes,
      CertificateReference reference,
      List<Finding> refusals,
      Optional<Finding> reason,
      Instant until) {
    boolean good() {
      return refusals.isEmpty();
    }
  }

  static Outcome check(
      ProtectionRules rules,
      RevocationLists lists,
      Instant now,
      String subject,
      Credential credential,
      Attests purpose,
      Predicate<Holder> holder) {
    return new CredentialCheck(rules, lists, now, subject, credential.certificate())
        .run(credential, purpose, holder);
  }

  private Outcome run(Credential credential, Attests purpose, Predicate<Holder> holder) {
    purpose(purpose);
    validity();
    if (!holder.test(certificate.holder())) {
      refuse(
          Rule.HOLDER,
          "its certificate speaks for " + certificate.holder().inWords() + ", which it is not",
          "have one issued for it");
    }
    certificate
        .targets()
        .filter(targets -> !targets.admit(rules.self()))
        .ifPresent(targets ->
            refuse(
                Rule.TARGET,
                "its certificate is meant for "
                    + (targets.uris().isEmpty()
                        ? "nobody here"
                        : String.join(", ", targets.uris())),
                "have one issued for this controller"));
    certificate
        .unknownCriticalExtension()
        .ifPresent(extension ->
            refuse(
                Rule.UNDERSTOOD,
                "its certificate has the critical extension " + extension + ", which is unknown",
                "have one issued without it"));
    IssuerPath.find(rules.issuers(), credential.issuers(), now)
        .ifPresentOrElse(
            path -> issuer(path, purpose),
            () ->
                refuse(
                    Rule.ISSUER,
                    "its certificate's issuer does not lead to an authority that is trusted here",
                    "have one issued by one of them, or name its authority in the policy"));
    Optional<Finding> reason =
        refusals.isEmpty()
            ? Optional.of(
                Finding.good(Rule.PURPOSE, subject, certificate.attributes().inWords(), reference))
            : Optional.empty();
    return new Outcome(certificate.attributes(), reference, List.copyOf(refusals), reason, until);
  }

  private void purpose(Attests purpose) {
    Attests attested =
        switch (certificate.attributes()) {
          case Attributes.HostPlace _ -> Attests.HOSTS;
          case Attributes.Regulation _ -> Attests.REGULATIONS;
        };
    if (attested != purpose) {
      refuse(
          Rule.PURPOSE,
          purpose == Attests.HOSTS
              ? "its certificate does not say where it stands"
              : "its certificate is no Regulation",
          "show the right one");
    }
  }

  private void validity() {
    Duration length = Duration.between(certificate.notBefore(), certificate.notAfter());
    if (now.isBefore(certificate.notBefore())) {
      refuse(
          Rule.VALIDITY,
          "its certificate is not valid before " + certificate.notBefore(),
          "wait, or set the clock right");
    }
    if (now.isAfter(certificate.notAfter())) {
      refuse(
          Rule.VALIDITY, "its certificate ended at " + certificate.notAfter(), "have it renewed");
    }
    if (length.compareTo(rules.longestValidity()) > 0) {
      refuse(
          Rule.VALIDITY,
          "its certificate holds for %d days, and %d are accepted"
              .formatted(length.toDays(), rules.longestValidity().toDays()),
          "have a shorter one issued");
    }
  }

  private void issuer(IssuerPath path, Attests purpose) {
    path.unfit()
        .ifPresent(why -> refuse(Rule.ISSUER, why, "have one issued by an attribute authority"));
    if (!certificate.issuer().equals(path.issuer().getSubjectX500Principal())
        || !keyNamed(path)
        || !certificate.signedBy(path.issuer().getPublicKey())) {
      refuse(
          Rule.SIGNATURE,
          "its certificate is not signed by the issuer that it names",
          "take it for forged; have one issued");
      return;
    }
    delegation(path.trusted(), purpose);
    answer(path.revocation(lists, now, rules.oldestList()), "its issuer");
    if (!certificate.neverRevoked()) {
      answer(
          lists.ask(path.issuer(), certificate.serial(), Kind.ATTRIBUTE, now, rules.oldestList()),
          "its certificate");
    } else if (Duration.between(certificate.notBefore(), certificate.notAfter())
            .compareTo(path.trusted().unrevocable())
        > 0) {
      refuse(
          Rule.FRESHNESS,
          "nothing would tell of its certificate's revocation, and it holds for longer than the"
              + " policy lets such ones of '"
              + path.trusted().name()
              + "'",
          "have one issued that can be revoked");
    }
    until(path.until());
  }

  private void delegation(TrustedIssuer trusted, Attests purpose) {
    if (!trusted.attests().contains(purpose)) {
      refuse(
          Rule.DELEGATION,
          "the authority '%s' is not trusted for %s"
              .formatted(
                  trusted.name(), purpose == Attests.HOSTS ? "hosts" : "containers' Regulations"),
          "have one issued by an authority that is");
    }
    if (certificate.attributes() instanceof Attributes.HostPlace place
        && trusted
            .countries()
            .filter(countries -> countries.allowedBy(place.country(), rules.groups()).isEmpty())
            .isPresent()) {
      refuse(
          Rule.DELEGATION,
          "the authority '%s' is not trusted for hosts in %s"
              .formatted(trusted.name(), place.country().inWords()),
          "have one issued by an authority that is");
    }
    if (!trusted.organisations().isEmpty()
        && !trusted.organisations().containsAll(certificate.attributes().organisations())) {
      refuse(
          Rule.DELEGATION,
          "the authority '%s' names an organisation that it is not trusted for"
              .formatted(trusted.name()),
          "have one issued by an authority that is");
    }
  }

  private void answer(RevocationLists.Answer answer, String what) {
    switch (answer) {
      case RevocationLists.Answer.Good good -> until(good.until());
      case RevocationLists.Answer.Revoked revoked ->
          refuse(
              Rule.REVOCATION,
              what + " was taken back, as list " + revoked.list() + " says",
              "have one issued if that was a mistake");
      case RevocationLists.Answer.Unknown unknown ->
          refuse(
              Rule.FRESHNESS,
              "whether " + what + " was taken back is not known: " + unknown.why(),
              "get the authority's newest list (dray pca crl)");
    }
  }

  // A certificate that names no key is checked by its signature alone.
  private boolean keyNamed(IssuerPath path) {
    byte[] encoded = path.issuer().getExtensionValue(SUBJECT_KEY_IDENTIFIER);
    if (encoded == null || certificate.issuerKey().isEmpty()) {
      return true;
    }
    byte[] inner = ASN1OctetString.getInstance(encoded).getOctets();
    return MessageDigest.isEqual(
        ASN1OctetString.getInstance(inner).getOctets(), certificate.issuerKey().get());
  }

  private void until(Instant end) {
    until = end.isBefore(until) ? end : until;
  }

  private void refuse(Rule rule, String text, String cure) {
    refusals.add(new Finding(rule, subject, text, Optional.of(reference), Optional.of(cure)));
  }
}
