package io.drayage.agent.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochFenceTest {
  private @TempDir Path data;

  @Test
  void lowerEpochThanWasSeenIsRefused() {
    fence().admit("redis", 5);

    assertThatIllegalStateException()
        .isThrownBy(() -> fence().admit("redis", 4))
        .withMessage("epoch 4 is over: this host has seen epoch 5");
    assertThatIllegalStateException().isThrownBy(() -> fence().admitEnd("redis", 4));
  }

  @Test
  void sameAndHigherEpochsPass() {
    fence().admit("redis", 5);

    assertThatCode(() -> fence().admit("redis", 5)).doesNotThrowAnyException();
    assertThatCode(() -> fence().admit("redis", 6)).doesNotThrowAnyException();
    assertThat(fence().find("redis").seen()).isEqualTo(6);
  }

  /** A copy or freeze that was on its way when its move was undone. */
  @Test
  void lateStepOfAnUndoneEpochIsRefusedAndItsUndoingMayBeRepeated() {
    fence().admit("redis", 5);
    fence().close("redis", 5, "m1");

    assertThatIllegalStateException()
        .isThrownBy(() -> fence().admit("redis", 5))
        .withMessageContaining("was undone on this host");
    assertThatCode(() -> fence().admitEnd("redis", 5)).doesNotThrowAnyException();
    assertThatCode(() -> fence().admit("redis", 6)).doesNotThrowAnyException();
  }

  @Test
  void lateUndoingDoesNotReopenALaterClosing() {
    fence().close("redis", 7, "m2");
    fence().close("redis", 5, "m1");

    assertThat(fence().find("redis")).isEqualTo(new EpochFence.Mark(7, 7, "m2"));
  }

  @Test
  void containersDoNotShareEpochs() {
    fence().close("redis", 7, "m2");

    assertThatCode(() -> fence().admit("web", 1)).doesNotThrowAnyException();
  }

  /** A new one each time: what counts is on disk. */
  private EpochFence fence() {
    return new EpochFence(data);
  }
}
