package io.drayage.chaos.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CopyWatchTest {
  private final AtomicLong looks = new AtomicLong();

  @Test
  void twoCopiesThatBothGetProcessorTimeAreSeen() {
    try (CopyWatch watch = CopyWatch.start(List.of(running("7"), running("9")))) {
      await().until(() -> watch.doubled() > 3);
    }
  }

  @Test
  void copyThatRunsBesideOneThatIsHeldIsOne() {
    Supplier<Map<String, Long>> held = () -> Map.of("9", 5L);

    assertThat(seenBeside(held)).isZero();
  }

  @Test
  void copyThatRunsWhereTheOtherOnlyBeginsIsOne() {
    var pid = new AtomicLong();
    Supplier<Map<String, Long>> beginning =
        () -> Map.of(Long.toString(pid.incrementAndGet()), 100L);

    assertThat(seenBeside(beginning)).isZero();
  }

  private long seenBeside(Supplier<Map<String, Long>> other) {
    try (CopyWatch watch = CopyWatch.start(List.of(running("7"), other))) {
      await().until(() -> looks.get() > 20);
      return watch.doubled();
    }
  }

  private Supplier<Map<String, Long>> running(String pid) {
    return () -> Map.of(pid, looks.incrementAndGet());
  }
}
