package io.drayage.transfer.memory;

import io.drayage.platform.foreign.Poller;
import io.drayage.platform.foreign.WakeUp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A program that dies and is started again, each time telling in a file which descriptors it was
 * given back, and which of them can be read.
 */
final class KeeperProbe {
  private KeeperProbe() {}

  public static void main(String[] arguments) throws Exception {
    SystemdDescriptorStore store = SystemdDescriptorStore.of(System.getenv()).orElseThrow();
    DescriptorKeeper own = store.within("c1/");
    Path story = Path.of(arguments[0]);
    StringBuilder told = new StringBuilder(Files.exists(story) ? Files.readString(story) : "");
    for (Map.Entry<String, Integer> entry : own.kept().entrySet()) {
      try (Poller poller = new Poller()) {
        poller.add(entry.getValue());
        String state = poller.await(0).isEmpty() ? "quiet" : "readable";
        told.append(entry.getKey()).append(' ').append(state).append('\n');
      }
    }
    told.append("end\n");
    Files.writeString(story, told);
    switch ((int) told.chars().filter(c -> c == '\n').count()) {
      case 1 -> {
        keep(own, "first", true);
        keep(own, "second", false);
        keep(store, "other", true);
        Runtime.getRuntime().halt(137);
      }
      case 4 -> {
        own.forget("second");
        Runtime.getRuntime().halt(1);
      }
      default -> Runtime.getRuntime().halt(0);
    }
  }

  private static void keep(DescriptorKeeper keeper, String name, boolean signalled)
      throws Exception {
    WakeUp counter = new WakeUp();
    if (signalled) {
      counter.signal();
    }
    keeper.keep(name, counter.fd());
  }
}
