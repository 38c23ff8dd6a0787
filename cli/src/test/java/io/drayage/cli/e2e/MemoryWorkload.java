package io.drayage.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.demo.image.WorkloadImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A container whose processes write their memory all the time and can tell whether every page of it
 * is what they wrote (lab/src/main/root/memory-workload.c).
 */
record MemoryWorkload(String name, String address) {
  private static final int PORT = 7000;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final Pattern STATS = Pattern.compile("written (\\d+) pages (\\d+) .*");

  /** Starts one, and waits until its memory is filled. The lab must have its image. */
  static MemoryWorkload start(String name, String host, String... options) {
    var command = new ArrayList<>(List.of(WorkloadImages.MEMORY_PROGRAM, "--port", "" + PORT));
    command.addAll(List.of(options));
    String address = TestLab.start(name, host, WorkloadImages.memory().name(), List.of(), command);
    var workload = new MemoryWorkload(name, address);
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> {
          try (Connection connection = workload.connect()) {
            return written(connection) >= 0;
          }
        });
    return workload;
  }

  Connection connect() {
    return new Connection(address, PORT, PATIENCE_MILLIS);
  }

  /**
   * Every page of every process is as it was written, and so it is after the program has written
   * two thousand of them again.
   */
  static void mustBeWhole(Connection open) {
    check(open);
    long before = written(open);
    await().atMost(Duration.ofMinutes(1)).until(() -> written(open) > before + 2000);
    check(open);
  }

  private static void check(Connection open) {
    assertThat(open.ask("check")).as("the pages' own checksums").startsWith("ok ");
  }

  private static long written(Connection open) {
    String answer = open.ask("stats");
    Matcher matcher = STATS.matcher(answer);
    assertThat(matcher.matches()).as(answer).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
