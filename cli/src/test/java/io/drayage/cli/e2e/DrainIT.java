package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static io.drayage.cli.e2e.TestLab.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.platform.json.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many containers that leave a host as one. */
@ExtendWith(TestLab.class)
class DrainIT {
  private static final List<String> NAMES =
      IntStream.rangeClosed(1, 5).mapToObj(i -> "drained" + i).toList();

  /** A container that counts in its log and nowhere else: a new copy would begin with one. */
  private static final String COUNTER = "n=0; while :; do n=$((n+1)); echo $n; sleep 0.1; done";

  @AfterEach
  void remove() {
    NAMES.forEach(name -> TestLab.dray("rm", "--force", name));
    TestLab.dray("host", "undrain", A);
  }

  @Test
  void everythingLeavesADrainedHostInTimeAndCountsOn() {
    NAMES.forEach(name -> counting(name, A, "64MiB"));
    List<Long> before = NAMES.stream().map(DrainIT::count).toList();

    var drained = TestLab.json("drain", A, "--deadline", "2m", "--to", B + "," + C);

    assertThat(drained.path("state").asString()).isEqualTo("MOVED");
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      assertThat(TestLab.whereabouts(name)).isIn("RUNNING on " + B, "RUNNING on " + C);
      assertThat(TestLab.copies(name)).hasSize(1).doesNotContain(A);
      assertThat(TestLab.traces(name, A)).isEmpty();
      countsOn(name, before.get(i));
    }
    String id = drained.path("id").asString();
    assertThat(TestLab.succeed("group", "show", id)).contains("Migrated", "the deadline was met");
    assertThat(TestLab.json("group", "ps").get(0).path("id").asString()).isEqualTo(id);

    var refused = TestLab.dray("migrate", NAMES.getFirst(), "--to", A);
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.stderr()).contains("takes no containers", "dray host undrain " + A);
    TestLab.succeed("host", "undrain", A);
    TestLab.succeed("migrate", NAMES.getFirst(), "--to", A);
  }

  @Test
  void whatMayBeLateOrFindsNoRoomIsRefusedBeforeAnythingMoves() {
    List<String> group = NAMES.subList(0, 3);
    group.forEach(name -> counting(name, A, "1200MiB"));
    List<Long> epochs = group.stream().map(DrainIT::epoch).toList();

    var late = TestLab.dray("drain", A, "--deadline", "10ms");
    assertThat(late.exit()).as(late.stderr()).isEqualTo(5);
    assertThat(late.stderr()).contains("nothing moves", "nine times of ten", "--force-late");

    // The host is not drained either: it takes one more, and B has no room for three then.
    counting(NAMES.get(3), A, "64MiB");
    counting(NAMES.getLast(), B, "1200MiB");
    var refused =
        TestLab.dray("group", "move", group.get(0), group.get(1), group.get(2), "--to", B);
    assertThat(refused.exit()).as(refused.stderr()).isEqualTo(2);
    assertThat(refused.stderr()).contains("nothing moves", "1200 MiB");

    assertThat(group.stream().map(DrainIT::epoch).toList()).isEqualTo(epochs);
    group.forEach(name -> assertThat(TestLab.whereabouts(name)).isEqualTo("RUNNING on " + A));
  }

  @Test
  void anAtomicGroupWhoseThirdMemberCannotMoveEndsWhollyAtHome() {
    List<String> group = NAMES.subList(0, 3);
    group.forEach(name -> counting(name, A, "64MiB"));
    List<Long> before = group.stream().map(DrainIT::count).toList();
    obstruct(B, group.getLast());

    var failed =
        TestLab.dray(
            "group",
            "move",
            group.get(0),
            group.get(1),
            group.get(2),
            "--to",
            B,
            "--atomic",
            "--one-by-one",
            "-o",
            "json");

    assertThat(failed.exit()).as(failed.stderr()).isEqualTo(1);
    var ended = Json.mapper().readTree(failed.stdout());
    assertThat(ended.path("state").asString()).isEqualTo("UNDONE");
    assertThat(ended.path("members"))
        .extracting(member -> member.path("state").asString())
        .containsExactly("UNDONE", "UNDONE", "FAILED");
    TestLab.host(B)
        .command("rm", "-rf", "/var/lib/drayage/containers/" + group.getLast())
        .runOrThrow();
    for (int i = 0; i < group.size(); i++) {
      assertThat(TestLab.whereabouts(group.get(i))).isEqualTo("RUNNING on " + A);
      assertThat(TestLab.copies(group.get(i))).containsExactly(A);
      countsOn(group.get(i), before.get(i));
    }
  }

  /** A file where the agent is to make the container's directory: no preflight looks there. */
  private static void obstruct(String host, String container) {
    TestLab.host(host)
        .command("sh", "-c", "echo in the way >/var/lib/drayage/containers/" + container)
        .runOrThrow();
  }

  private static void counting(String name, String host, String memory) {
    TestLab.start(name, host, "redis", List.of("--memory", memory), List.of("sh", "-c", COUNTER));
    await().until(() -> count(name) > 0);
  }

  private static long epoch(String name) {
    return TestLab.detail(name).path("epoch").asLong();
  }

  private static long count(String name) {
    return TestLab.succeed("logs", name).lines().mapToLong(Long::parseLong).max().orElse(0);
  }

  /** Each number once and in order: the container that was started is the one that counts. */
  private static void countsOn(String name, long before) {
    await().until(() -> count(name) > before + 3);
    List<Long> all = TestLab.succeed("logs", name).lines().map(Long::parseLong).toList();
    assertThat(all)
        .isEqualTo(IntStream.rangeClosed(1, all.size()).mapToObj(Long::valueOf).toList());
  }
}
