package io.drayage.transfer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that write to their files through shared mappings, as embedded databases do. */
class MappedFileTest {
  private @TempDir Path directory;

  @Test
  void storeToAPageThatWasDirtyAtTheFirstRoundCrossesInTheNext() throws IOException {
    Assumptions.assumeFalse(
        Files.getFileStore(directory).type().equals("tmpfs"), "tmpfs has no write-back");
    Path source = Files.createDirectory(directory.resolve("source"));
    Path copy = directory.resolve("copy");
    var archive = new TreeArchive(source, directory.resolve("sent"));
    Path file = Files.write(source.resolve("database"), new byte[8192]);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = channel.map(MapMode.READ_WRITE, 0, 8192, arena);
      mapped.set(ValueLayout.JAVA_LONG, 0, 1);
      // Else the tick by which a round starts early would send the file anyhow.
      await().until(() -> Instant.now().isAfter(changed(file).plusMillis(200)));

      var first = new ByteArrayOutputStream();
      archive.writeChangesInUse(first);
      unpack(first, copy);
      archive.delivered();
      mapped.set(ValueLayout.JAVA_LONG, 0, 2);
      var second = new ByteArrayOutputStream();
      archive.writeChanges(second);
      unpack(second, copy);
    }

    assertThat(copy.resolve("database")).hasSameBinaryContentAs(file);
  }

  private static Instant changed(Path file) throws IOException {
    return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
  }

  private static void unpack(ByteArrayOutputStream archive, Path copy) throws IOException {
    try (OutputStream out = TreeArchive.unpackInto(copy)) {
      archive.writeTo(out);
    }
  }
}
