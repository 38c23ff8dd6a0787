package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.api.MigrateRequest;
import io.drayage.api.client.ControllerClient;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.platform.unit.Bandwidth;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The connection that memory crosses on is reset at random moments, twenty times: each move ends
 * where it was to go, with every byte of memory; only a break within the freeze may undo it.
 */
@ExtendWith(TestLab.class)
class CutStreamIT {
  private static final String NAME = "cut";
  private static final int CUTS = 20;
  private static final int CUTS_OF_A_MOVE = 6;
  private static final int STREAM_PORT = 7445;
  private static final List<Mode> MODES = List.of(Mode.POST_COPY, Mode.HYBRID, Mode.PRE_COPY);

  /** So slow that a move lasts long enough to be cut in many places. */
  private static final Bandwidth SLOW = Bandwidth.parse("300Mbit");

  private static final Bandwidth USUAL = Bandwidth.parse("1Gbit");

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private String on = A;
  private int cuts;
  private int movesCutWhileCopying;

  @BeforeAll
  static void slowLinks() {
    TestLab.importImage(WorkloadImages.memory());
    TestLab.reshape(A, SLOW);
    TestLab.reshape(B, SLOW);
  }

  @AfterAll
  static void usualLinks() {
    TestLab.reshape(A, USUAL);
    TestLab.reshape(B, USUAL);
    TestLab.dray("rm", "--force", NAME);
  }

  @Test
  void everyMoveEndsRightWhereverItsStreamIsCut() {
    System.out.println("CutStreamIT: -Dseed=" + seed);
    var workload =
        MemoryWorkload.start(
            NAME, A, "--memory", "64", "--dirty", "10", "--children", "1", "--threads", "2");
    try (Connection open = workload.connect();
        Heart heart = new Heart(workload)) {
      for (int move = 0; cuts < CUTS; move++) {
        moveAndCut(MODES.get(move % MODES.size()), move % (2 * MODES.size()) < MODES.size());
        assertThat(TestLab.copies(NAME)).containsExactly(on);
        MemoryWorkload.mustBeWhole(open);
      }
      assertThat(heart.stop()).isPositive();
      assertThat(movesCutWhileCopying).isPositive();
    }
  }

  /** Moves to the other host; the cuts come before the freeze, or after it where the mode can. */
  private void moveAndCut(Mode mode, boolean late) {
    String from = on;
    String to = from.equals(A) ? B : A;
    try (ControllerClient client = TestLab.client()) {
      Migration requested =
          client.migrate(new MigrateRequest(NAME, to, mode.word(), MemoryLimits.NONE));
      var move = CompletableFuture.supplyAsync(() -> client.follow(requested.id(), _ -> {}));
      boolean resumed = late && mode.leavesMemoryBehind() && awaitCommit(move, requested.id());
      int before = cuts;
      while (cuts - before < CUTS_OF_A_MOVE
          && !endsWithin(move, random.nextInt(resumed ? 200 : 500))) {
        MigrationState state = client.migration(requested.id()).state();
        if (resumed || state == MigrationState.COPYING) {
          cut(from, to);
        }
      }
      Migration ended = move.join();
      System.out.printf(
          "%s to %s, cut %d times%s: %s %s%n",
          mode.word(),
          to,
          cuts - before,
          resumed ? " after the commit" : "",
          ended.state(),
          ended.failure());
      if (ended.state() != MigrationState.MIGRATED) {
        assertThat(resumed).isFalse();
        assertThat(ended.state()).as(ended.failure()).isEqualTo(MigrationState.ABORTED);
        assertThat(ended.failure()).startsWith("the checkpoint of " + NAME + " could not be sent");
      } else {
        on = to;
        movesCutWhileCopying += !resumed && cuts > before ? 1 : 0;
      }
    }
    assertThat(TestLab.traces(NAME, on.equals(A) ? B : A)).isEmpty();
  }

  /** Resets the stream's connections of both hosts, at one end or the other. */
  private void cut(String from, String to) {
    var end =
        random.nextBoolean()
            ? TestLab.host(from).command("ss", "-KHtn", "dport", "=", ":" + STREAM_PORT)
            : TestLab.host(to).command("ss", "-KHtn", "sport", "=", ":" + STREAM_PORT);
    cuts += end.runOrThrow().stdout().isBlank() ? 0 : 1;
  }

  private static boolean endsWithin(CompletableFuture<Migration> move, int millis) {
    try {
      return move.get(millis, TimeUnit.MILLISECONDS) != null;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the destination was let run before the move ended. */
  private static boolean awaitCommit(CompletableFuture<Migration> move, String id) {
    try (ControllerClient client = TestLab.client()) {
      await()
          .atMost(Duration.ofMinutes(1))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> move.isDone() || client.migration(id).state() == MigrationState.RUNNING);
      return !move.isDone();
    }
  }
}
