package io.drayage.agent.container;

import io.drayage.model.Names;
import io.drayage.platform.file.DurableFile;
import io.drayage.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The agent's own journal: one record per container, each replaced atomically. Thread-safe. */
public final class ContainerRecords {
  private final Path homes;
  private final Path scratches;

  /**
   * Records below two directories.
   *
   * @param data on disk
   * @param run in memory
   */
  public ContainerRecords(Path data, Path run) {
    this.homes = data.resolve("containers");
    this.scratches = run.resolve("containers");
  }

  /** Where a container's files are. */
  public ContainerPlace place(String name) {
    Names.require("container", name);
    return at(name);
  }

  private ContainerPlace at(String name) {
    return new ContainerPlace(homes.resolve(name), scratches.resolve(name));
  }

  /** What is known of a container. */
  public Optional<ContainerRecord> find(String name) {
    Path file = place(name).record();
    try {
      return Json.readIfThere(file, ContainerRecord.class);
    } catch (IOException e) {
      throw new UncheckedIOException("record %s cannot be read".formatted(file), e);
    }
  }

  /**
   * Every container this host knows. What else lies beside them, such as a file system's {@code
   * lost+found}, is passed over.
   */
  public List<ContainerRecord> all() {
    if (!Files.isDirectory(homes)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(homes)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> Files.exists(at(name).record()))
          .sorted()
          .flatMap(name -> find(name).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("containers in %s cannot be listed".formatted(homes), e);
    }
  }

  /**
   * Writes a record; it is on disk when this returns. When the first one of a container cannot be
   * written, there is no trace of it: without a record nobody would ever remove one.
   */
  public void put(ContainerRecord record) {
    ContainerPlace place = place(record.spec().name());
    boolean first = !Files.exists(place.home());
    try {
      Files.createDirectories(place.home());
      DurableFile.replace(place.record(), Json.write(record));
    } catch (IOException e) {
      if (first) {
        dropEmpty(place.home(), e);
      }
      throw new UncheckedIOException(
          "record of %s cannot be written".formatted(record.spec().name()), e);
    }
  }

  private static void dropEmpty(Path home, IOException why) {
    try {
      Files.deleteIfExists(home);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }
}
