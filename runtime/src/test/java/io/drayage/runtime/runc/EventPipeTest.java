package io.drayage.runtime.runc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.runtime.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventPipeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private @TempDir Path directory;

  @Test
  void linesComeInOrder() throws Exception {
    try (EventPipe pipe = EventPipe.create(directory.resolve("events"))) {
      Files.write(pipe.path(), "one\ntwo\n".getBytes(UTF_8), StandardOpenOption.WRITE);

      assertThat(pipe.next("the first", PATIENCE)).isEqualTo("one");
      assertThat(pipe.next("the second", PATIENCE)).isEqualTo("two");
    }
  }

  @Test
  void lineThatNobodyIsLeftToWriteIsNotWaitedFor() throws Exception {
    try (EventPipe pipe = EventPipe.create(directory.resolve("events"))) {
      Files.write(pipe.path(), "last\n".getBytes(UTF_8), StandardOpenOption.WRITE);

      assertThat(pipe.next("the last", PATIENCE, () -> false)).isEqualTo("last");
      assertThatThrownBy(() -> pipe.next("restoring", Duration.ofHours(1), () -> false))
          .isInstanceOf(RuntimeFailure.class)
          .hasMessage("restoring ended without a word: something killed it");
    }
  }

  @Test
  void pipesThatNobodyWritesToLeaveVirtualThreadsFreeToRun() throws Exception {
    List<EventPipe> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
        silent.add(EventPipe.create(directory.resolve("events-" + i)));
      }
      var ran = new CountDownLatch(1);
      Thread.startVirtualThread(ran::countDown);

      assertThat(ran.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      silent.forEach(EventPipe::close);
    }
  }
}
