package io.drayage.trust.policy;

import static io.drayage.trust.policy.Scene.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionTest {
  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void makeScene() {
    scene = new Scene(directory);
  }

  @Test
  void anEuOnlyContainerMayGoToFrankfurt() {
    Verdict verdict = scene.decide(scene.to(host(scene.frankfurt, scene.inFrankfurt)));

    assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
    assertThat(((Verdict.Allowed) verdict).certificates())
        .extracting(CertificateReference::serial)
        .containsExactlyInAnyOrder(
            scene.inMadrid.certificate().serial().toString(16),
            scene.inFrankfurt.certificate().serial().toString(16),
            scene.euOnly.certificate().serial().toString(16));
  }

  @Test
  void anEuOnlyContainerMayNotGoToVirginiaAndTheRefusalNamesRuleCertificateAndIssuer() {
    Verdict verdict = scene.decide(scene.to(host(scene.virginia, scene.inVirginia)));

    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.rule()).isEqualTo(Rule.COUNTRY);
          assertThat(refusal.subject()).isEqualTo("host aws-virginia-1");
          assertThat(refusal.text()).contains("United States (US)", "container redis", "EU");
          assertThat(refusal.certificate())
              .hasValue(CertificateReference.to(scene.euOnly.certificate()));
          assertThat(refusal.inWords()).contains("CN=pca attribute issuer 1");
          assertThat(refusal.cure()).isPresent();
        });
  }

  @Test
  void aVerdictHoldsNoLongerThanTheRevocationList() {
    Verdict verdict = scene.decide(scene.to(host(scene.frankfurt, scene.inFrankfurt)));

    assertThat(((Verdict.Allowed) verdict).until())
        .isAfter(Scene.NOW)
        .isBeforeOrEqualTo(Scene.NOW.plus(Duration.ofHours(24)));
  }

  @Test
  void aRelayInAForbiddenCountryForbidsTheMove() {
    MoveQuestion direct = scene.to(host(scene.frankfurt, scene.inFrankfurt));
    MoveQuestion relayed =
        new MoveQuestion(
            direct.container(),
            direct.source(),
            direct.destination(),
            List.of(host(scene.virginia, scene.inVirginia)),
            direct.lists());

    assertThat(scene.decide(relayed)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void aContainerMayLeaveACountryInWhichItMayNotBe() {
    MoveQuestion home =
        new MoveQuestion(
            ContainerEvidence.regulated(Scene.REDIS, scene.euOnly),
            host(scene.virginia, scene.inVirginia),
            host(scene.frankfurt, scene.inFrankfurt),
            List.of(),
            scene.lists());

    assertThat(scene.decide(home)).isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void aContainerWithoutARegulationStaysInItsCountry() {
    var container = ContainerEvidence.unregulated(Scene.REDIS);
    var alsoMadrid = Scene.place(scene.pca, scene.virginia, "ES", "other");

    assertThat(scene.decide(scene.to(container, host(scene.virginia, alsoMadrid))))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(scene.decide(scene.to(container, host(scene.frankfurt, scene.inFrankfurt))))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.refusals())
                    .extracting(Finding::rule)
                    .containsExactly(Rule.UNREGULATED));
  }

  @Test
  void theOperatorMayListWhereAContainerWithoutARegulationGoes() {
    ProtectionRules strict = scene.rules();
    ProtectionRules open =
        new ProtectionRules(
            strict.issuers(),
            strict.groups(),
            strict.self(),
            strict.oldestList(),
            strict.longestValidity(),
            Optional.of(CountryList.of(List.of(), List.of("EEA"))));
    var container = ContainerEvidence.unregulated(Scene.REDIS);

    assertThat(scene.decide(open, scene.to(container, host(scene.frankfurt, scene.inFrankfurt))))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(scene.decide(open, scene.to(container, host(scene.virginia, scene.inVirginia))))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void everyCauseIsToldAtOnce() {
    var wrong = Scene.place(scene.pca, scene.virginia, "US", "other");
    Verdict verdict = scene.decide(scene.to(host(scene.frankfurt, wrong)));

    assertThat(((Verdict.Refused) verdict).refusals())
        .extracting(Finding::rule)
        .containsExactly(Rule.HOLDER);
    verdict = scene.decide(scene.to(host(scene.virginia, wrong)));
    assertThat(((Verdict.Refused) verdict).refusals())
        .extracting(Finding::rule)
        .containsExactlyInAnyOrder(Rule.COUNTRY, Rule.ORGANISATION);
  }

  @Test
  void anAuthorityIsTrustedOnlyForWhatTheOperatorLeftToIt() {
    var limited =
        new TrustedIssuer(
            "pca",
            scene.pca.root(),
            Set.of(TrustedIssuer.Attests.HOSTS),
            0,
            Optional.of(CountryList.of(List.of(new CountryCode("ES")), List.of())),
            Set.of(new OrganisationCode("globex")),
            Duration.ZERO);
    ProtectionRules rules = ProtectionRules.trusting(List.of(limited), Set.of());
    Verdict verdict = scene.decide(rules, scene.to(host(scene.frankfurt, scene.inFrankfurt)));

    assertThat(((Verdict.Refused) verdict).refusals())
        .hasSize(5)
        .extracting(Finding::rule)
        .containsOnly(Rule.DELEGATION);
  }

  @Test
  void whatAnOldIssuerSignedGoesOnCountingAfterARoll() {
    var _ = scene.pca.roll(false, Scene.password());
    scene.inFrankfurt = Scene.place(scene.pca, scene.frankfurt, "DE", "acme");

    assertThat(scene.inFrankfurt.certificate().issuer())
        .isNotEqualTo(scene.inMadrid.certificate().issuer());
    assertThat(scene.decide(scene.to(host(scene.frankfurt, scene.inFrankfurt))))
        .isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void theExplanationSaysItInWords() {
    MoveQuestion question = scene.to(host(scene.virginia, scene.inVirginia));
    List<String> lines = Explanation.of(question, scene.decide(question));

    assertThat(lines.getFirst())
        .isEqualTo("REFUSED: container redis from host gcp-madrid-1 to host aws-virginia-1");
    assertThat(lines)
        .contains(
            "The rule: a container may only be in the countries that its Regulation lists.",
            "      issued by:  CN=pca attribute issuer 1,O=Drayage PCA");
  }
}
