package io.drayage.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.transfer.memory.DescriptorKeeper;
import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.StreamException;
import io.drayage.transfer.stream.StreamHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncomingMemoryTest {
  private static final PageRun RUN = new PageRun(7, 0x7f00_0000_0000L, 3);

  private @TempDir Path directory = Path.of("");
  private @Nullable IncomingMemory opened;

  @BeforeEach
  void open() throws IOException {
    opened = IncomingMemory.open(directory.resolve("pages"), DescriptorKeeper.none());
  }

  @AfterEach
  void wipe() throws IOException {
    memory().wipe();
  }

  private IncomingMemory memory() {
    return Objects.requireNonNull(opened);
  }

  @Test
  void nextCopyHasNothingOfTheOneBeforeWhoseStalePagesNobodyNames() throws IOException {
    memory().begin(11);
    memory().pages(11, RUN, content());
    memory().zeroes(11, RUN.behind(2));
    assertThat(memory().heldPages()).isEqualTo(3);

    memory().begin(12);
    assertThat(memory().heldPages()).isZero();
  }

  @Test
  void anotherStreamOfTheSameCopyKeepsWhatArrived() throws IOException {
    memory().begin(11);
    memory().pages(11, RUN, content());
    memory().begin(11);
    memory().begin(StreamHeader.FROZEN);
    assertThat(memory().heldPages()).isEqualTo(3);
  }

  @Test
  void frameOfAnEarlierCopyThatComesLateIsRefused() throws IOException {
    memory().begin(11);
    memory().begin(12);
    assertThatThrownBy(() -> memory().pages(11, RUN, content()))
        .isInstanceOf(StreamException.class);
    assertThatThrownBy(() -> memory().zeroes(11, RUN)).isInstanceOf(StreamException.class);
    assertThatThrownBy(() -> memory().stale(11, RUN)).isInstanceOf(StreamException.class);
    assertThat(memory().heldPages()).isZero();
  }

  @Test
  void pagesOfFrozenTasksAreTakenWhicheverCopyBegan() throws IOException {
    memory().begin(11);
    memory().pages(StreamHeader.FROZEN, RUN, content());
    assertThat(memory().heldPages()).isEqualTo(3);
  }

  private static ByteBuffer content() {
    byte[] pages = new byte[(int) RUN.bytes()];
    Arrays.fill(pages, (byte) 5);
    return ByteBuffer.wrap(pages);
  }
}
