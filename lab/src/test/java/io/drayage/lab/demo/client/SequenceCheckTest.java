package io.drayage.lab.demo.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {

  private final SequenceCheck sequence = new SequenceCheck();

  @Test
  void holdsWhenEachValueIsOneAboveTheLast() {
    acknowledge(1, 2, 3);

    assertThat(sequence.held()).isTrue();
  }

  @Test
  void breaksWhenTheServerForgotAnIncrement() {
    acknowledge(1, 2, 2);

    assertThat(sequence.held()).isFalse();
  }

  @Test
  void breaksWhenAnIncrementAppearsThatNobodyAskedFor() {
    acknowledge(1, 3);

    assertThat(sequence.held()).isFalse();
  }

  @Test
  void allowsAnIncrementWhoseAnswerWasLostToHaveCountedOrNot() {
    acknowledge(1);
    sequence.failed();
    acknowledge(3);
    sequence.failed();
    acknowledge(4);

    assertThat(sequence.held()).isTrue();
  }

  @Test
  void allowsEachLostAnswerOnlyOnce() {
    acknowledge(1);
    sequence.failed();
    acknowledge(3, 5);

    assertThat(sequence.held()).isFalse();
  }

  private void acknowledge(long... values) {
    for (long value : values) {
      sequence.acknowledged(value);
    }
  }
}
