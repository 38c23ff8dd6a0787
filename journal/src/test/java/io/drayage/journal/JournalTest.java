package io.drayage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.host.Host;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.platform.process.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private @TempDir Path directory;

  @Test
  void everythingIsThereAfterReopening() {
    var host = new Host("madrid", "aws", "eu-south-2", "ES", "192.0.2.1", 4L << 30);
    var container = Containers.on("madrid", "redis", "10.96.128.1");
    Migration migration;
    try (Journal journal = open()) {
      journal.hosts().put(host);
      assertThat(journal.containers().add(container)).isTrue();
      migration =
          journal
              .migrations()
              .request("m1", "redis", "madrid", "zurich", Mode.COLD, Clock.systemUTC())
              .orElseThrow();
      journal
          .migrations()
          .advance("m1", 2, MigrationState.REQUESTED, MigrationState.ADMITTED, Instant.now());
    }

    try (Journal journal = open()) {
      assertThat(journal.hosts().all()).containsExactly(host);
      OwnedContainer after = journal.containers().find("redis").orElseThrow();
      assertThat(after.spec()).isEqualTo(container.spec());
      assertThat(after.epoch()).isEqualTo(migration.epoch());
      assertThat(after.createdAt()).isEqualTo(Containers.CREATED);
      assertThat(journal.migrations().underWay())
          .singleElement()
          .satisfies(m -> assertThat(m.state()).isEqualTo(MigrationState.ADMITTED))
          .satisfies(m -> assertThat(m.requestedAt()).isEqualTo(migration.requestedAt()));
    }
  }

  @Test
  void nameAndAddressOfAContainerAreTakenOnce() {
    try (Journal journal = open()) {
      assertThat(journal.containers().add(Containers.on("a", "redis", "10.96.128.1"))).isTrue();
      assertThat(journal.containers().add(Containers.on("b", "redis", "10.96.128.2"))).isFalse();
      assertThat(journal.containers().add(Containers.on("b", "web", "10.96.128.1"))).isFalse();

      assertThat(journal.containers().all())
          .containsExactly(Containers.on("a", "redis", "10.96.128.1"));
      journal.containers().setWanted("redis", Wanted.STOPPED);
      assertThat(journal.containers().find("redis").orElseThrow().wanted())
          .isEqualTo(Wanted.STOPPED);
      journal.containers().remove("redis");
      assertThat(journal.containers().add(Containers.on("b", "web", "10.96.128.1"))).isTrue();
    }
  }

  @Test
  void hostIsReplacedByItsLatestDescription() {
    try (Journal journal = open()) {
      journal.hosts().put(new Host("madrid", "aws", "eu-south-2", "ES", "192.0.2.1", 1));
      var later = new Host("madrid", "aws", "eu-south-2", "ES", "192.0.2.9", 2);
      journal.hosts().put(later);

      assertThat(journal.hosts().all()).containsExactly(later);
      assertThat(journal.hosts().find("oslo")).isEmpty();
    }
  }

  @Test
  void tokenIsUsedOnceHoweverManyUseItAtOnce() throws Exception {
    try (Journal journal = open();
        var threads = Executors.newFixedThreadPool(8)) {
      journal.enrolment().addToken("hash", "madrid", Instant.now().plusSeconds(60));
      var start = new CyclicBarrier(8);
      var answers = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 8; i++) {
        answers.add(
            threads.submit(() -> {
              start.await();
              return journal.enrolment().markUsed("hash", Instant.now());
            }));
      }

      int won = 0;
      for (Future<Boolean> answer : answers) {
        won += answer.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
      assertThat(journal.enrolment().markUsed("another", Instant.now())).isFalse();
    }
  }

  /** What another process was told is on disk stays there when that is killed without warning. */
  @Test
  void whatWasWrittenOutlivesAKilledProcess() {
    List<String> written = new CopyOnWriteArrayList<>();
    Path file = directory.resolve("journal.db");
    var child =
        Subprocess.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                JournalWriter.class.getName(),
                file.toString())
            .stdoutLines(written::add)
            .start();
    try (child) {
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> written.size() >= 20);
      child.kill();
    }

    assertThat(file).satisfies(path -> assertThat(Files.size(path)).isPositive());
    try (Journal journal = open()) {
      assertThat(journal.containers().all())
          .extracting(container -> container.spec().name())
          .containsAll(List.copyOf(written));
      // The last one may have been written without word of it, but never half.
      assertThat(journal.migrations().newest(10_000))
          .hasSizeGreaterThanOrEqualTo(written.size())
          .allSatisfy(m -> assertThat(m.story()).hasSize(1));
    }
  }

  private Journal open() {
    return Journal.open(directory.resolve("journal.db"));
  }
}
