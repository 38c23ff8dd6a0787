package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A container's PostgreSQL as psql(1) and pgbench(1) see it from a host that takes no part.
 *
 * @param address the container's
 */
record Database(String address) {
  private static final String PROGRAMS = "/usr/lib/postgresql/17/bin/";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Ends pgbench by the signal that its own -T ends it by, so that it reports as ever. */
  private static final String UNTIL_STDIN_ENDS =
      """
      exec 3<&0
      "$@" </dev/null & load=$!
      cat <&3 >/dev/null
      kill -ALRM $load
      wait $load
      """;

  /** Waits until it answers, and makes pgbench's tables. */
  static Database at(String address) {
    var database = new Database(address);
    await()
        .atMost(PATIENCE)
        .until(() -> database.client("psql", "-c", "select 1").run().succeeded());
    database.client("pgbench", "-i", "-q").runOrThrow();
    return database;
  }

  /** Starts four clients, with one connection each, that go on until they are told to end. */
  Load startLoad() {
    var words = new ArrayList<>(List.of("sh", "-c", UNTIL_STDIN_ENDS, "sh"));
    words.addAll(command("pgbench", "-n", "-c", "4", "-T", "900", "--failures-detailed"));
    var report = new ByteArrayOutputStream();
    return new Load(TestLab.host(C).command(words).stdinPiped().stdout(report).start(), report);
  }

  /** What a query returns, unaligned and without a heading. */
  String ask(String query) {
    return client("psql", "-Atc", query).runOrThrow().stdout().strip();
  }

  /** How many transactions it has committed. */
  long committed() {
    return Long.parseLong(ask("select count(*) from pgbench_history"));
  }

  void awaitCommits(long more) {
    long before = committed();
    await().atMost(PATIENCE).until(() -> committed() >= before + more);
  }

  /** Each transaction adds the same to four tables. */
  void mustBalance() {
    assertThat(
            ask(
                """
                select count(distinct sum) from (select sum(abalance) from pgbench_accounts
                union all select sum(tbalance) from pgbench_tellers
                union all select sum(bbalance) from pgbench_branches
                union all select sum(delta) from pgbench_history) sums
                """))
        .as("different sums of the four tables")
        .isEqualTo("1");
  }

  private Subprocess client(String program, String... arguments) {
    return TestLab.host(C).command(command(program, arguments));
  }

  private List<String> command(String program, String... arguments) {
    var command = new ArrayList<>(List.of(PROGRAMS + program, "-h", address, "-U", "postgres"));
    command.addAll(List.of(arguments));
    command.add("postgres");
    return command;
  }

  /** pgbench while it runs; closing it ends it. */
  record Load(RunningProcess pgbench, ByteArrayOutputStream report) implements AutoCloseable {
    /** Ends it well, and returns its report. */
    String end() throws IOException, InterruptedException {
      pgbench.stdin().close();
      OptionalInt exit = pgbench.await(PATIENCE);
      assertThat(exit).as(pgbench.stderrTail()).hasValue(0);
      await().atMost(PATIENCE).until(() -> text().contains("latency average"));
      return text();
    }

    private String text() {
      return report.toString(StandardCharsets.UTF_8);
    }

    /** The shell alone would leave pgbench behind. */
    @Override
    public void close() {
      try {
        pgbench.stdin().close();
        OptionalInt _ = pgbench.await(PATIENCE);
      } catch (IOException e) {
        // it has ended already
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      pgbench.close();
    }
  }
}
