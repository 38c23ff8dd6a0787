package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.model.migration.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * A move of a container from one host to another, in a mode.
 *
 * @param mode as the user asks for it
 * @param from the host that it runs on
 * @param to the host that it is to run on
 */
record ModeMove(Mode mode, String from, String to) {
  /** One move in each mode that moves memory, there and back by turns, beginning at {@code A}. */
  static List<ModeMove> throughAllModes() {
    List<ModeMove> moves = new ArrayList<>();
    String from = A;
    for (Mode mode : Mode.values()) {
      if (mode != Mode.STATELESS) {
        String to = from.equals(A) ? B : A;
        moves.add(new ModeMove(mode, from, to));
        from = to;
      }
    }
    return moves;
  }

  /** Moves it: then it is there once, and nothing of it is here. */
  void carryOut(String container) {
    var moved = TestLab.json("migrate", container, "--to", to, "--mode", mode.word());
    assertThat(moved.path("state").asString()).isEqualTo("MIGRATED");
    assertThat(moved.path("mode").asString()).isEqualTo(mode.name());
    assertThat(TestLab.copies(container)).containsExactly(to);
    assertThat(TestLab.traces(container, from)).isEmpty();
  }
}
