package io.drayage.trust.policy;

import io.drayage.trust.attribute.Attributes;
import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.policy.CredentialCheck.Outcome;
import io.drayage.trust.policy.TrustedIssuer.Attests;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The protection module of the thesis (4.1): it decides whether a container may move, from signed
 * statements alone. Whatever is missing, unknown or stale is a refusal. Immutable and thread-safe;
 * it does no I/O.
 */
public final class Protection {
  private final ProtectionRules rules;
  private final Clock clock;

  /** Decides by these rules, at the clock's time. */
  public Protection(ProtectionRules rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
  }

  /** Decides; a refusal tells every cause. */
  public Verdict decide(MoveQuestion question) {
    return new Decision(question, clock.instant()).verdict();
  }

  /** One decision in the making. */
  private final class Decision {
    private final MoveQuestion question;
    private final Instant now;
    private final List<Finding> reasons = new ArrayList<>();
    private final List<Finding> refusals = new ArrayList<>();
    private final List<CertificateReference> certificates = new ArrayList<>();
    private final Map<HostEvidence, Outcome> places = new HashMap<>();
    private Instant until = Instant.MAX;

    Decision(MoveQuestion question, Instant now) {
      this.question = question;
      this.now = now;
    }

    Verdict verdict() {
      place(question.source());
      question.receivers().forEach(this::place);
      ContainerEvidence container = question.container();
      if (container.regulation().isPresent()) {
        Outcome outcome =
            CredentialCheck.check(
                rules,
                question.lists(),
                now,
                container.subject(),
                container.regulation().get(),
                Attests.REGULATIONS,
                holder ->
                    holder instanceof Holder.Container(var digest)
                        && digest.matches(container.binding()));
        take(outcome);
        if (outcome.good() && outcome.attributes() instanceof Regulation regulation) {
          question.receivers().forEach(host -> regulated(regulation, outcome.reference(), host));
        }
      } else if (container.regulated()) {
        refusals.add(
            new Finding(
                Rule.PRESENT,
                container.subject(),
                "it was started with a Regulation, and that is not shown",
                Optional.empty(),
                Optional.of("show it, or have it renewed")));
      } else {
        question.receivers().forEach(this::unregulated);
      }
      return refusals.isEmpty()
          ? new Verdict.Allowed(now, reasons, certificates, until)
          : new Verdict.Refused(now, reasons, refusals);
    }

    private void place(HostEvidence host) {
      if (host.credential().isEmpty()) {
        refusals.add(
            new Finding(
                Rule.PRESENT,
                host.subject(),
                "it shows no certificate of where it stands",
                Optional.empty(),
                Optional.of("have one issued: dray pca issue host")));
        return;
      }
      Outcome outcome =
          CredentialCheck.check(
              rules,
              question.lists(),
              now,
              host.subject(),
              host.credential().get(),
              Attests.HOSTS,
              holder -> speaksFor(holder, host));
      take(outcome);
      places.put(host, outcome);
    }

    private void take(Outcome outcome) {
      refusals.addAll(outcome.refusals());
      outcome.reason().ifPresent(reasons::add);
      certificates.add(outcome.reference());
      until = outcome.until().isBefore(until) ? outcome.until() : until;
    }

    private void regulated(Regulation regulation, CertificateReference written, HostEvidence host) {
      Optional<String> unknown = regulation.countries().unknownGroup(rules.groups());
      if (unknown.isPresent()) {
        refuse(
            Rule.COUNTRY,
            question.container().subject(),
            "its Regulation names the group '" + unknown.get() + "', which is unknown here",
            written,
            "have it issued with a known group, or with countries");
        return;
      }
      standing(host)
          .ifPresent(place -> {
            regulation
                .countries()
                .allowedBy(place.country(), rules.groups())
                .ifPresentOrElse(
                    why -> reasons.add(Finding.good(Rule.COUNTRY, host.subject(), why, written)),
                    () ->
                        refuse(
                            Rule.COUNTRY,
                            host.subject(),
                            "it stands in %s, and %s may only be in %s"
                                .formatted(
                                    place.country().inWords(),
                                    question.container().subject(),
                                    regulation.countries().inWords()),
                            written,
                            "choose a host there, or have the Regulation changed"));
            place.organisations().stream()
                .filter(organisation -> regulation.organisations().contains(organisation))
                .findFirst()
                .ifPresentOrElse(
                    organisation ->
                        reasons.add(
                            Finding.good(
                                Rule.ORGANISATION,
                                host.subject(),
                                "it serves " + organisation + ", which may use the container",
                                written)),
                    () ->
                        refuse(
                            Rule.ORGANISATION,
                            host.subject(),
                            "it serves none of the organisations that may use "
                                + question.container().subject(),
                            written,
                            "choose a host that does, or have the Regulation changed"));
          });
    }

    private void unregulated(HostEvidence host) {
      Optional<HostPlace> from = standing(question.source());
      Optional<HostPlace> to = standing(host);
      if (from.isEmpty() || to.isEmpty()) {
        return;
      }
      CertificateReference written =
          CertificateReference.to(host.credential().orElseThrow().certificate());
      if (from.get().country().equals(to.get().country())) {
        reasons.add(
            Finding.good(
                Rule.UNREGULATED,
                host.subject(),
                "the container has no Regulation and stays in " + to.get().country().inWords(),
                written));
        return;
      }
      rules
          .unregulated()
          .flatMap(countries -> countries.allowedBy(to.get().country(), rules.groups()))
          .ifPresentOrElse(
              why ->
                  reasons.add(
                      Finding.good(
                          Rule.UNREGULATED,
                          host.subject(),
                          "the operator's list for containers without a Regulation: " + why,
                          written)),
              () ->
                  refuse(
                      Rule.UNREGULATED,
                      host.subject(),
                      "it stands in %s, and %s, which has no Regulation, is in %s"
                          .formatted(
                              to.get().country().inWords(),
                              question.container().subject(),
                              from.get().country().inWords()),
                      written,
                      "give the container a Regulation (dray pca issue container), or list the"
                          + " country in the policy"));
    }

    /** Where a host stands, once its certificate counts. */
    private Optional<HostPlace> standing(HostEvidence host) {
      Outcome outcome = places.get(host);
      return outcome != null
              && outcome.good()
              && outcome.attributes() instanceof Attributes.HostPlace place
          ? Optional.of(place)
          : Optional.empty();
    }

    private void refuse(
        Rule rule, String subject, String text, CertificateReference written, String cure) {
      Finding finding = new Finding(rule, subject, text, Optional.of(written), Optional.of(cure));
      if (!refusals.contains(finding)) {
        refusals.add(finding);
      }
    }
  }

  private static boolean speaksFor(Holder holder, HostEvidence host) {
    return switch (holder) {
      case Holder.Key(var key) -> key.matches(host.key());
      case Holder.Certificate named ->
          host.certificate().filter(certificate -> names(named, certificate)).isPresent();
      case Holder.Container _ -> false;
    };
  }

  private static boolean names(Holder.Certificate named, X509Certificate certificate) {
    return named.issuer().equals(certificate.getIssuerX500Principal())
        && named.serial().equals(certificate.getSerialNumber())
        && named.subject().map(certificate.getSubjectX500Principal()::equals).orElse(true);
  }
}
