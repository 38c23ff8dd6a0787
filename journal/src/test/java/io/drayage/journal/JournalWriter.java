package io.drayage.journal;

import io.drayage.model.migration.Mode;
import java.nio.file.Path;
import java.time.Clock;

/** Writes into a journal until it is killed, and prints each container whose move is in it. */
final class JournalWriter {
  private JournalWriter() {}

  public static void main(String[] arguments) {
    try (Journal journal = Journal.open(Path.of(arguments[0]))) {
      for (int i = 1; i < 65_000; i++) {
        String name = "c" + i;
        String address = "10.96.%d.%d".formatted(i / 256, i % 256);
        journal.containers().add(Containers.on("madrid", name, address));
        journal
            .migrations()
            .request("m%05d".formatted(i), name, "madrid", "zurich", Mode.COLD, Clock.systemUTC());
        System.out.println(name);
      }
    }
  }
}
