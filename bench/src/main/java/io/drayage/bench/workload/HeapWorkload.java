package io.drayage.bench.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What the benchmark's JVM runs: a heap full of blocks of 4 KiB, of which a thread throws some away
 * and makes them anew, so that the collector has work too. It speaks the memory workload's protocol
 * (lab/src/main/root/memory-workload.c): {@code beat}, {@code check} and {@code stats}, one line to
 * one line, once all blocks are made. Half of a block compresses well. Needs {@code java.base}
 * alone.
 */
public final class HeapWorkload {
  private static final int BLOCKS_OF_MIB = 256;

  /** With the array's header a block is a page long. */
  private static final int WORDS = 510;

  private static final long TICK_NANOS = 10_000_000;
  private static final long TICKS_OF_SECOND = 1_000_000_000 / TICK_NANOS;

  private final long[][] blocks;
  private final int[] versions;
  private final SplittableRandom random;
  private final AtomicLong written = new AtomicLong();

  private HeapWorkload(int memoryMiB, long seed) {
    blocks = new long[memoryMiB * BLOCKS_OF_MIB][];
    versions = new int[blocks.length];
    random = new SplittableRandom(seed);
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] = content(block, 0);
    }
  }

  /** The command that runs it in its image: a heap with a third more room than it needs. */
  static List<String> command(int memoryMiB) {
    int heap = memoryMiB + memoryMiB / 3 + 32;
    return List.of(
        "/srv/jre/bin/java",
        "-Xms" + heap + "m",
        "-Xmx" + heap + "m",
        "-XX:-UsePerfData",
        "-cp",
        "/srv/classes",
        HeapWorkload.class.getName());
  }

  /** Takes {@code --port N --memory MIB --dirty MIB/S --seed N}; never returns. */
  public static void main(String[] arguments) throws IOException {
    List<String> words = Arrays.asList(arguments);
    var workload = new HeapWorkload(number(words, "--memory"), number(words, "--seed"));
    int perSecond = number(words, "--dirty") * BLOCKS_OF_MIB;
    Thread.ofPlatform().name("writer").start(() -> workload.write(perSecond));
    try (var server = new ServerSocket(number(words, "--port"))) {
      while (true) {
        Socket client = server.accept();
        Thread.ofPlatform().start(() -> workload.answer(client));
      }
    }
  }

  private static int number(List<String> words, String option) {
    return Integer.parseInt(words.get(words.indexOf(option) + 1));
  }

  private void write(int perSecond) {
    long due = 0;
    while (perSecond > 0) {
      due += perSecond;
      for (; due >= TICKS_OF_SECOND; due -= TICKS_OF_SECOND) {
        // A quarter of the blocks, spread over all of them.
        makeAnew(4 * random.nextInt(blocks.length / 4));
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  private synchronized void makeAnew(int block) {
    versions[block]++;
    blocks[block] = content(block, versions[block]);
    written.incrementAndGet();
  }

  private static long[] content(int block, int version) {
    var words = new long[WORDS];
    var some = new SplittableRandom(((long) block << 32) + version);
    for (int i = 0; i < WORDS; i++) {
      words[i] = i % 2 == 0 ? some.nextLong() : block;
    }
    return words;
  }

  private String check() {
    int bad = 0;
    for (int block = 0; block < blocks.length; block++) {
      synchronized (this) {
        if (!Arrays.equals(blocks[block], content(block, versions[block]))) {
          bad++;
        }
      }
    }
    return bad == 0 ? "ok " + blocks.length : "bad " + bad;
  }

  private void answer(Socket client) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
      client.setTcpNoDelay(true);
      long beats = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.print(
            switch (line) {
                  case "beat" -> "beat " + ++beats;
                  case "check" -> check();
                  default ->
                      "written %d pages %d processes 1 threads 1"
                          .formatted(written.get(), blocks.length);
                }
                + "\n");
        out.flush();
      }
    } catch (IOException e) {
      System.err.println("a client went: " + e.getMessage());
    }
  }
}
