package io.drayage.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The rules of docs/architecture.md that the compiler does not hold. */
@AnalyzeClasses(packages = "io.drayage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** Each module and the modules that it may know, itself aside: the arrows of the design. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("platform", Set.of()),
          Map.entry("model", Set.of()),
          Map.entry("journal", Set.of("model", "platform")),
          Map.entry("trust", Set.of("model", "platform")),
          Map.entry("protocol", Set.of("model")),
          Map.entry("transfer", Set.of("platform")),
          Map.entry("runtime", Set.of("model", "platform", "transfer")),
          Map.entry("network", Set.of("platform", "model")),
          Map.entry("dns", Set.of("platform", "model")),
          Map.entry("gateway", Set.of("platform", "model")),
          Map.entry("preflight", Set.of("platform", "model")),
          Map.entry("forecast", Set.of("platform", "model")),
          Map.entry("application", Set.of("platform", "model")),
          Map.entry("balance", Set.of("platform", "model")),
          Map.entry(
              "agent",
              Set.of(
                  "model",
                  "platform",
                  "trust",
                  "protocol",
                  "transfer",
                  "runtime",
                  "network",
                  "gateway",
                  "preflight")),
          Map.entry(
              "api", Set.of("model", "platform", "trust", "preflight", "forecast", "application")),
          Map.entry(
              "controller",
              Set.of(
                  "model",
                  "platform",
                  "journal",
                  "trust",
                  "protocol",
                  "network",
                  "dns",
                  "preflight",
                  "forecast",
                  "application",
                  "balance",
                  "api")),
          Map.entry("lab", Set.of("model", "platform", "trust", "api", "preflight", "forecast")),
          Map.entry("bench", Set.of("lab", "api", "model", "platform")),
          Map.entry("chaos", Set.of("lab", "bench", "api", "model", "platform")));

  private static final DescribedPredicate<JavaMethodCall> ASKING_THE_TIME =
      describe(
          "that ask the machine's clock for the time",
          call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getTarget().getName();
            boolean clock = owner.equals("java.time.Clock") && name.startsWith("system");
            boolean system = owner.equals("java.lang.System") && name.equals("currentTimeMillis");
            boolean now =
                owner.startsWith("java.time.")
                    && name.equals("now")
                    && call.getTarget().getRawParameterTypes().isEmpty();
            return clock || system || now;
          });

  @ArchTest
  static void modulesKnowOnlyThoseBelowThem(JavaClasses all) {
    ARROWS.forEach((module, known) -> {
      String[] forbidden =
          ARROWS.keySet().stream()
              .filter(other -> !other.equals(module) && !known.contains(other))
              .map(other -> "io.drayage." + other + "..")
              .toArray(String[]::new);
      forbidden = Arrays.copyOf(forbidden, forbidden.length + 1);
      forbidden[forbidden.length - 1] = "io.drayage.cli..";
      noClasses()
          .that()
          .resideInAPackage("io.drayage." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(all);
    });
  }

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.drayage.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheWrapperStartsPrograms =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.drayage.platform.process..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Process.class, ProcessBuilder.class)
          .orShould()
          .callMethod(Runtime.class, "exec", String[].class)
          .because("one wrapper bounds output, kills on time-outs and words the errors");

  @ArchTest
  static void foreignFunctionsAreCalledFromOnePackage(JavaClasses all) {
    Set<String> packages =
        all.stream()
            .filter(type ->
                type.getDirectDependenciesFromSelf().stream()
                    .anyMatch(dependency ->
                        resideInAPackage("java.lang.foreign..").test(dependency.getTargetClass())))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());

    assertThat(packages).hasSizeLessThan(2);
  }

  @ArchTest
  static final ArchRule theClockIsInjected =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.drayage.cli..")
          .and()
          .haveSimpleNameNotEndingWith("Main")
          .should(callMethodWhere(ASKING_THE_TIME))
          .because("only a composition root (the CLI, a class named …Main) makes the one Clock");

  @ArchTest
  static final ArchRule noPackageIsADumpingGround =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..")
          .because("packages are named for what they know");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .that()
          .resideOutsideOfPackage("io.drayage.protocol.v1..")
          .should(
              new ArchCondition<>("be in a package whose package-info is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getPackageName() + " has no @NullMarked package-info"));
                  }
                }
              });
}
