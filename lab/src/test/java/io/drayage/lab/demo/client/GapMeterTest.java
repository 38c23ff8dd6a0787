package io.drayage.lab.demo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GapMeterTest {

  private final AtomicLong now = new AtomicLong();
  private final GapMeter meter = new GapMeter(now::get);

  @Test
  void theLongestTimeBetweenTwoSuccessiveAnswersIsTheGap() {
    answerAt(10, 15, 95, 100);

    assertThat(meter.longest()).isEqualTo(Duration.ofMillis(80));
  }

  @Test
  void oneAnswerMakesNoGap() {
    answerAt(7_000);

    assertThat(meter.longest()).isZero();
  }

  @Test
  void aGapThatBeganBeforeTheRestartIsMeasuredFromItsBeginning() {
    answerAt(10, 500, 505);

    assertThat(meter.restart()).isEqualTo(Duration.ofMillis(490));
    assertThat(meter.longest()).isZero();
    answerAt(805);
    assertThat(meter.longest()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void waitingForAnswersThatDoNotComeEnds() throws InterruptedException {
    answerAt(1);

    assertThat(meter.awaitAnswers(1, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void waitingForAnswersEndsWithTheLastOfThem() throws InterruptedException {
    Thread waiting = Thread.currentThread();
    Thread other =
        Thread.ofPlatform()
            .start(() -> {
              await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
              answerAt(1, 2, 3);
            });

    assertThat(meter.awaitAnswers(3, Duration.ofSeconds(30))).isTrue();
    other.join();
    assertThat(meter.answers()).isEqualTo(3);
  }

  private void answerAt(long... milliseconds) {
    for (long at : milliseconds) {
      now.set(Duration.ofMillis(at).toNanos());
      meter.answered();
    }
  }
}
