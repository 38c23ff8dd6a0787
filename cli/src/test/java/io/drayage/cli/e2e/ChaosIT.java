package io.drayage.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.lab.machine.Privileges;
import io.drayage.platform.json.Json;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Some real moves with a fault in each, as {@code dray chaos} makes and judges them. */
class ChaosIT {
  private static final int RUNS = 10;

  private @TempDir Path directory;

  @Test
  void movesWithFaultsDoubleNothingAndLoseNothing() throws IOException {
    if (!Privileges.isRoot()) {
      System.err.println("ChaosIT is skipped: namespaces, links and mounts need root");
    }
    Assumptions.assumeTrue(Privileges.isRoot(), "namespaces, links and mounts need root");
    long seed = Long.getLong("seed", 11);
    System.out.println("ChaosIT: -Dseed=" + seed);
    Path json = directory.resolve("chaos.json");

    Subprocess.Result result =
        Subprocess.of(
                Path.of(System.getProperty("dray.home"), "dray").toString(),
                "chaos",
                "--name",
                "chaos-it",
                "--runs",
                Integer.toString(RUNS),
                "--seed",
                Long.toString(seed),
                "--json",
                json.toString())
            .run();

    System.out.println(result.stderr());
    assertThat(result.exit()).as(result.stdout()).isZero();
    JsonNode found = Json.mapper().readTree(Files.readString(json));
    assertThat(found.path("runs").asInt()).isEqualTo(RUNS);
    for (String count : new String[] {"doubled", "lost", "lostWrites", "stuck", "leftovers"}) {
      assertThat(found.path(count).isNumber()).as(count).isTrue();
      assertThat(found.path(count).asInt()).as(count).isZero();
    }
    assertThat(found.path("byFault").size()).isPositive();
  }
}
