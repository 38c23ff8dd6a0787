package io.drayage.agent.migration;

import io.drayage.agent.container.ContainerPlace;
import io.drayage.agent.container.ContainerRecords;
import io.drayage.agent.memory.IncomingMemory;
import io.drayage.platform.json.Json;
import io.drayage.transfer.memory.DescriptorKeeper;
import io.drayage.transfer.memory.FaultFigures;
import io.drayage.transfer.page.PageRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory that is on its way into this host, of each container that moves here. What is needed
 * to go on after this process's death is in files of the container's scratch directory.
 * Thread-safe.
 */
final class IncomingMemories {
  private static final Logger LOG = LoggerFactory.getLogger(IncomingMemories.class);
  private static final long NEWS_EACH_MILLIS = 250;

  private final ContainerRecords records;
  private final DescriptorKeeper keeper;
  private final Map<String, IncomingMemory> memories = new ConcurrentHashMap<>();

  IncomingMemories(ContainerRecords records, DescriptorKeeper keeper) {
    this.records = records;
    this.keeper = keeper;
  }

  /** The memory of a container, begun if need be. */
  IncomingMemory open(String container) {
    return memories.computeIfAbsent(
        container,
        name -> {
          try {
            return IncomingMemory.open(pages(name), keeper.within(name + "/"));
          } catch (IOException e) {
            throw new UncheckedIOException("memory of %s cannot be kept".formatted(name), e);
          }
        });
  }

  /** What a container whose tasks were restored may lack. */
  Optional<Lack> lack(String container) {
    return read(container);
  }

  /** Learns what the checkpoint has; returns how many pages are missing. */
  long seal(String container) {
    try {
      return open(container).seal(records.place(container).images());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint of %s cannot be read: start the move again".formatted(container), e);
    }
  }

  /** Notes from whom the missing pages will come, also for this process's successor. */
  void expect(String container, Lack lack) {
    try {
      Files.writeString(file(container), Json.write(lack));
    } catch (IOException e) {
      throw new UncheckedIOException("what %s lacks cannot be noted".formatted(container), e);
    }
  }

  /** Begins to fetch what is missing. */
  void fetch(String container) {
    open(container).fetch();
  }

  /** Goes on with every container whose tasks were let run before this process began. */
  void resumeAll() {
    for (var record : records.all()) {
      String name = record.spec().name();
      if (read(name).isPresent() && IncomingMemory.isThere(pages(name))) {
        try {
          open(name).resume();
          LOG.info("Going on to fetch the memory of {}", name);
        } catch (IOException e) {
          LOG.warn("The memory of {} cannot be fetched on: {}", name, e.getMessage());
        }
      }
    }
  }

  /** Waits until nothing is missing, and forgets the memory's way. */
  void awaitFilled(String container, StepProgress progress) {
    if (read(container).isEmpty()) {
      return;
    }
    IncomingMemory memory = open(container);
    var completed = memory.completed();
    while (true) {
      try {
        completed.get(NEWS_EACH_MILLIS, TimeUnit.MILLISECONDS);
        forget(container);
        return;
      } catch (TimeoutException e) {
        long missing = memory.figures().map(FaultFigures::missing).orElse(0L);
        progress.report(
            "at risk until the last page: %d MiB to fetch"
                .formatted((missing * PageRun.PAGE) >> 20),
            0);
      } catch (ExecutionException e) {
        throw new IllegalStateException("memory of %s is not served".formatted(container), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the agent stops", e);
      }
    }
  }

  /** Drops everything; the tasks need nothing more, or are dead. */
  void forget(String container) {
    try {
      Files.deleteIfExists(file(container));
      IncomingMemory memory = memories.remove(container);
      if (memory != null) {
        memory.wipe();
      }
    } catch (IOException e) {
      LOG.warn("Memory of {} could not be wiped: {}", container, e.getMessage());
    }
  }

  private Optional<Lack> read(String container) {
    Path file = file(container);
    try {
      return Json.readIfThere(file, Lack.class);
    } catch (IOException e) {
      throw new UncheckedIOException("note %s cannot be read".formatted(file), e);
    }
  }

  private Path file(String container) {
    return records.place(container).scratch().resolve("lack.json");
  }

  private Path pages(String container) {
    ContainerPlace place = records.place(container);
    return place.scratch().resolve("pages");
  }
}
