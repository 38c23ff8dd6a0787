package io.drayage.platform.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final List<Duration> pauses = new ArrayList<>();
  private final PassingClock clock = new PassingClock();
  private int calls;

  @Test
  void returnsTheFirstSuccess() throws Exception {
    assertThat(call(Retry.attempts(5), failing(2))).isEqualTo("done");
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void pausesDoubleUpToTheLongest() throws Exception {
    call(Retry.attempts(9).pausing(Duration.ofMillis(100), Duration.ofMillis(500)), failing(5));

    assertThat(pauses).extracting(Duration::toMillis).containsExactly(100L, 200L, 400L, 500L, 500L);
  }

  @Test
  void jitterTakesOffAShareOfThePause() throws Exception {
    Retry.attempts(2)
        .pausing(Duration.ofMillis(100), Duration.ofMillis(100))
        .call(clock, this::pass, () -> 1.0, failing(1));

    assertThat(pauses).containsExactly(Duration.ofMillis(50));
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    assertThatThrownBy(() -> call(Retry.attempts(3), failing(9))).hasMessage("failure 3");
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void startsNoAttemptAfterTheDeadline() {
    var retry =
        Retry.within(Duration.ofSeconds(1)).pausing(Duration.ofMillis(400), Duration.ofMillis(400));

    assertThatThrownBy(() -> call(retry, failing(9))).hasMessage("failure 3");
    assertThat(Duration.between(Instant.EPOCH, clock.instant())).hasMillis(800);
  }

  @Test
  void otherFailuresAreThrownAtOnce() {
    var retry = Retry.attempts(5).when(IllegalStateException.class::isInstance);

    assertThatThrownBy(() -> call(retry, failing(9))).isInstanceOf(IOException.class);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void interruptIsNeverRetried() {
    assertThatThrownBy(() ->
            call(
                Retry.attempts(5),
                () -> {
                  calls++;
                  throw new InterruptedException();
                }))
        .isInstanceOf(InterruptedException.class);
    assertThat(calls).isEqualTo(1);
  }

  private String call(Retry retry, Retry.Attempt<String, IOException> action) throws Exception {
    return retry.call(clock, this::pass, () -> 0.0, action);
  }

  private void pass(Duration pause) {
    pauses.add(pause);
    clock.now = clock.now.plus(pause);
  }

  private Retry.Attempt<String, IOException> failing(int times) {
    return () -> {
      calls++;
      if (calls <= times) {
        throw new IOException("failure " + calls);
      }
      return "done";
    };
  }

  private static final class PassingClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
