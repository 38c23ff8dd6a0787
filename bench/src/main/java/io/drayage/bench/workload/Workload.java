package io.drayage.bench.workload;

import io.drayage.lab.demo.image.WorkloadImages;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A program that holds memory, writes it anew at a given rate, and is moved. */
public enum Workload {
  /** The static program of the lab's root: threads that write pages, and nothing else. */
  MEMORY,
  /** A Redis server; its client's requests make it write. */
  REDIS,
  /** A JVM whose heap is full of blocks, of which threads replace some all the time. */
  JVM;

  private static final int PORT = 7000;
  private static final int SEED = 1;

  /** The word in tables, rows and options. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses a word that {@link #word()} returns.
   *
   * @throws IllegalArgumentException with the known words otherwise
   */
  public static Workload parse(String word) {
    return Arrays.stream(values())
        .filter(workload -> workload.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "workload '%s' is not known: use %s"
                    .formatted(
                        word,
                        Arrays.stream(values())
                            .map(Workload::word)
                            .collect(Collectors.joining(", ")))));
  }

  /** The name of its image. */
  public String image() {
    return this == MEMORY ? WorkloadImages.memory().name() : "bench-" + word();
  }

  /** Its TCP port. */
  public int port() {
    return PORT;
  }

  /**
   * Program and arguments.
   *
   * @param memoryMiB how much it holds, in MiB
   * @param dirtyMiBs how much of that it writes anew by itself, in MiB a second
   */
  public List<String> command(int memoryMiB, int dirtyMiBs) {
    return switch (this) {
      case MEMORY -> withOptions(List.of(WorkloadImages.MEMORY_PROGRAM), memoryMiB, dirtyMiBs);
      case JVM -> withOptions(HeapWorkload.command(memoryMiB), memoryMiB, dirtyMiBs);
      case REDIS -> {
        List<String> words = new ArrayList<>(WorkloadImages.REDIS_COMMAND);
        words.set(words.indexOf("--port") + 1, Integer.toString(PORT));
        yield words;
      }
    };
  }

  private static List<String> withOptions(List<String> program, int memoryMiB, int dirtyMiBs) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of("--port", Integer.toString(PORT)));
    words.addAll(List.of("--memory", Integer.toString(memoryMiB)));
    words.addAll(List.of("--dirty", Integer.toString(dirtyMiBs)));
    words.addAll(List.of("--seed", Integer.toString(SEED)));
    return words;
  }

  /** How much memory its container may use, in MiB: twice what it needs. */
  public long limitMiB(int memoryMiB) {
    return (memoryMiB + (this == MEMORY ? 64L : 192L)) * 2;
  }

  /** Its client. */
  public Client client(InetSocketAddress address, int memoryMiB, int dirtyMiBs) {
    return this == REDIS
        ? new RedisClient(address, memoryMiB, dirtyMiBs)
        : new ProgramClient(address, memoryMiB);
  }
}
