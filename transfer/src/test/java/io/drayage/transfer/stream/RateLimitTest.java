package io.drayage.transfer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RateLimitTest {
  @Test
  void bytesTakeAtLeastTheirTimeButForABurst() {
    RateLimit limit = RateLimit.of(10_000_000);
    long begin = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      limit.await(100_000);
    }
    // 2 MB at 10 MB/s are 200 ms; 20 ms of them may be caught up.
    assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(180_000_000L);
  }

  @Test
  void withoutALimitNothingWaits() {
    RateLimit limit = RateLimit.of(0);
    for (int i = 0; i < 1_000_000; i++) {
      limit.await(Integer.MAX_VALUE);
    }
  }

  @Test
  void anInterruptedSenderDoesNotWaitAndStaysInterrupted() {
    RateLimit limit = RateLimit.of(1);
    Thread.currentThread().interrupt();
    limit.await(Integer.MAX_VALUE);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatThrownBy(() -> RateLimit.of(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
