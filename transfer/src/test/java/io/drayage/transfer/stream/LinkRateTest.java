package io.drayage.transfer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Times are told, not taken. */
class LinkRateTest {
  private static final int STEP = Receipts.EACH_BYTES;

  private final LinkRate link = new LinkRate();
  private long arrived;
  private long now;

  @Test
  void rateOfABusyLinkIsThatOfArrivalsHoweverFastTheBufferTookTheBytes() throws StreamException {
    link.wrote(100 * STEP);
    carry(50, 8);
    assertThat(link.nanosPerByte()).isCloseTo(8, within(0.1));
    assertThat(link.isBehind()).isTrue();
  }

  @Test
  void nothingIsKnownOfALinkBeforeAnythingArrived() {
    link.wrote(STEP);
    assertThat(link.nanosPerByte()).isZero();
  }

  @Test
  void linkThatWaitsForBytesIsNotTakenForASlowOne() throws StreamException {
    link.wrote(20 * STEP);
    carry(20, 2);
    double before = link.nanosPerByte();
    assertThat(link.isBehind()).isFalse();
    for (int i = 0; i < 5; i++) {
      now += 1_000_000_000; // idle
      link.wrote(STEP);
      carry(1, 2);
    }
    assertThat(link.nanosPerByte()).isLessThan(before).isGreaterThan(before / 2);
  }

  @Test
  void linkThatGotFasterIsFoundOutAlsoWhileItWaits() throws StreamException {
    link.wrote(20 * STEP);
    carry(20, 8);
    link.wrote(STEP);
    carry(1, 1);
    assertThat(link.nanosPerByte()).isLessThanOrEqualTo(1);
  }

  @Test
  void receiverThatClaimsWhatCannotBeIsRefused() throws StreamException {
    link.wrote(STEP);
    assertThatThrownBy(() -> link.received(STEP + 1, 1)).isInstanceOf(StreamException.class);
    assertThatThrownBy(() -> link.received(-1, 1)).isInstanceOf(StreamException.class);
    link.received(STEP, 1);
    assertThatThrownBy(() -> link.received(STEP, 2)).isInstanceOf(StreamException.class);
  }

  private void carry(int steps, int nanosPerByte) throws StreamException {
    for (int i = 0; i < steps; i++) {
      arrived += STEP;
      now += (long) STEP * nanosPerByte;
      link.received(arrived, now);
    }
  }
}
