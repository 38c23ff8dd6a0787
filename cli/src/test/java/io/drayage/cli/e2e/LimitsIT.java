package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.demo.image.WorkloadImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A container that writes memory faster than its move may send it: what is allowed decides. */
@ExtendWith(TestLab.class)
class LimitsIT {
  private static final String NAME = "hasher";
  private static final int PORT = 7002;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Each page is hard work, some 200 µs, so that fewer processors mean fewer pages. */
  private static final String HASHER =
      """
      const { createHash } = require('crypto');
      const SIZE = 4096, PAGES = 2048, WORD = 32;
      const versions = new Uint32Array(PAGES), memory = Buffer.alloc(PAGES * SIZE);
      function content(page, version) {
        const made = Buffer.alloc(SIZE);
        let word = Buffer.from(page + ' ' + version);
        for (let at = 0; at < SIZE; at += WORD) {
          word = createHash('sha512').update(word).digest();
          word.copy(made, at);
        }
        return made;
      }
      function write(page) { content(page, ++versions[page]).copy(memory, page * SIZE); }
      function check() {
        let bad = 0;
        for (let page = 0; page < PAGES; page++)
          if (content(page, versions[page]).compare(memory, page * SIZE, (page + 1) * SIZE)) bad++;
        return bad ? 'bad ' + bad : 'ok ' + written;
      }
      let written = 0;
      for (let page = 0; page < PAGES; page++) write(page);
      function work() {
        for (let i = 0; i < 40; i++, written++) write(Math.floor(Math.random() * PAGES));
        setImmediate(work);
      }
      require('net').createServer(client => client.on('data', () => client.write(check() + '\\n'))).listen(7002);
      work();
      """;

  @AfterEach
  void remove() {
    TestLab.dray("rm", "--force", NAME);
  }

  @Test
  void whatIsForbiddenIsRefusedAndASlowedContainerIsFreeAgain() throws IOException {
    try (Connection open = start()) {
      mustGoOn(open);
      mustStay(open, "pre-copy does not converge: ", "allow --throttle, lift --no-post-copy");
      mustStay(
          open,
          "% of the processors (tracked by ",
          "lift --no-post-copy",
          "--throttle",
          "--max-rounds",
          "4");
    }
  }

  @Test
  @EnabledIfSystemProperty(
      named = "drayage.throttled.move",
      matches = "true",
      disabledReason = "whether it converges within a second depends on the machine's speed")
  void throttledItConverges() throws IOException {
    try (Connection open = start()) {
      mustGoOn(open);

      var moved = TestLab.json(move("--throttle", "--max-gap", "1s"));

      assertThat(moved.path("state").asString()).isEqualTo("MIGRATED");
      var memory = moved.path("figures").path("memory");
      assertThat(memory.path("mode").asString()).isEqualTo("PRE_COPY");
      assertThat(memory.path("reason").asString()).contains("throttled to ");
      assertThat(TestLab.copies(NAME)).containsExactly(B);
      mustRunFreely(B);
      mustGoOn(open);
    }
  }

  private static Connection start() {
    TestLab.importImage(WorkloadImages.timeService());
    String address =
        TestLab.start(
            NAME,
            A,
            WorkloadImages.timeService().name(),
            List.of(),
            List.of("/usr/bin/node", "--max-semi-space-size=1", "-e", HASHER));
    return connect(address);
  }

  /** The move is refused in one line, and the container runs on as if nothing had been. */
  private static void mustStay(Connection open, String why, String cure, String... options)
      throws IOException {
    var refused = TestLab.dray(move(options));

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.stderr().lines().toList().getLast())
        .startsWith("dray: container hasher stays on " + A + ": ")
        .contains(why, cure);
    assertThat(TestLab.copies(NAME)).containsExactly(A);
    assertThat(TestLab.traces(NAME, B)).isEmpty();
    mustRunFreely(A);
    mustGoOn(open);
  }

  private static String[] move(String... options) {
    var words = new ArrayList<>(List.of("migrate", NAME, "--to", B, "--no-post-copy"));
    words.addAll(List.of("--bandwidth", "40Mbit"));
    words.addAll(List.of(options));
    return words.toArray(String[]::new);
  }

  private static void mustGoOn(Connection open) {
    long before = written(open);
    await().atMost(PATIENCE).until(() -> written(open) > before);
  }

  private static long written(Connection open) {
    String answer = open.ask("check");
    assertThat(answer).startsWith("ok ");
    return Long.parseLong(answer.substring(3));
  }

  /** No limit of processor time is left in its control group, of whichever version that is. */
  private static void mustRunFreely(String host) throws IOException {
    String parent = TestLab.host(host).cgroupParent() + "/" + NAME;
    Path first = Path.of("/sys/fs/cgroup/cpu" + parent, "cpu.cfs_quota_us");
    String quota =
        Files.readString(
            Files.exists(first) ? first : Path.of("/sys/fs/cgroup" + parent, "cpu.max"));
    assertThat(quota).matches("(-1|max .*)\\R?");
  }

  private static Connection connect(String address) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> new Connection(address, PORT, 60_000), connection -> true);
  }
}
