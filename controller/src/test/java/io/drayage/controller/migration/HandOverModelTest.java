package io.drayage.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.model.migration.MigrationState;
import io.drayage.platform.process.Subprocess;
import io.drayage.protocol.v1.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model of the hand-over, checked by Spin over every interleaving that it allows. */
class HandOverModelTest {
  private static final Path MODEL = Path.of("../model/src/main/promela/handover.pml");
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private @TempDir Path directory;

  @Test
  void neverTwoCopiesRunAndNoneIsLost() {
    String report = check(List.of());

    assertThat(report).contains("errors: 0").doesNotContain("max search depth too small");
  }

  @Test
  void itEndsWhenEverybodyIsBack() {
    String report = check(List.of("HEALS"));

    assertThat(report)
        .contains("acceptance   cycles \t+ (fairness enabled)")
        .contains("errors: 0")
        .doesNotContain("max search depth too small");
  }

  /** A checker that finds nothing where something is wrong proves nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {"NO_FENCE", "NO_CLOSING", "NO_PROOF", "NO_INTENT", "NO_CLAIM", "HEALS NO_RETURN"})
  void brokenProtocolIsRefused(String broken) {
    String report = check(List.of(broken.split(" ")));

    assertThat(report).containsPattern("assertion violated|acceptance cycle").contains("errors: 1");
  }

  @Test
  void statesAndStepsBearTheCodesNames() throws IOException {
    String model = Files.readString(MODEL);

    assertThat(words(model, "mtype:state = \\{([^}]*)\\}"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(MigrationState.values()).map(Enum::name).toList());
    assertThat(defined(model))
        .isNotEmpty()
        .isSubsetOf(Arrays.stream(Command.StepCase.values()).map(Enum::name).toList());
  }

  private String check(List<String> defines) {
    boolean heals = defines.contains("HEALS");
    var spin = new ArrayList<>(List.of("spin", "-a"));
    defines.forEach(define -> spin.add("-D" + define));
    spin.add(MODEL.toAbsolutePath().normalize().toString());
    run(spin);
    run(
        Stream.concat(
                Stream.of("cc", "-O1", "-w", "-DCOLLAPSE", "-DMEMLIM=2000", "-o", "pan", "pan.c"),
                heals ? Stream.of("-DNFAIR=3") : Stream.of("-DSAFETY"))
            .toList());
    return run(
        heals ? List.of("./pan", "-a", "-f", "-m1000000") : List.of("./pan", "-E", "-m1000000"));
  }

  private String run(List<String> command) {
    return Subprocess.of(command).directory(directory).timeout(LIMIT).runOrThrow().stdout();
  }

  private static List<String> words(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).isTrue();
    return List.of(found.group(1).strip().split("\\s*,\\s*"));
  }

  /** The numbered steps. */
  private static List<String> defined(String model) {
    return Pattern.compile("^#define ([A-Z]+) [0-7]$", Pattern.MULTILINE)
        .matcher(model)
        .results()
        .map(step -> step.group(1))
        .filter(step -> !step.equals("SRC") && !step.equals("DST"))
        .toList();
  }
}
