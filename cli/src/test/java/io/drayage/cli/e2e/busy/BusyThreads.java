package io.drayage.cli.e2e.busy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a container's JVM runs: fourteen threads that compute on and on, each on objects of its own
 * that it throws away and makes anew, and checks before it does. On port 7001 it answers {@code
 * check} with {@code ok ROUNDS} or with what is wrong. Needs {@code java.base} alone.
 */
public final class BusyThreads {
  private static final int THREADS = 14;
  private static final int BLOCKS = 64;
  private static final int WORDS = 4096;
  private static final int PORT = 7001;

  /** Leaves some of a small machine's processors to those who move it. */
  private static final long PAUSE_NANOS = 5_000_000;

  private final long[][] blocks = new long[BLOCKS][];
  private final long[] seeds = new long[BLOCKS];
  private final SplittableRandom random;

  /** Fair, so that who asks gets a turn between two rounds. */
  private final Lock turn = new ReentrantLock(true);

  private long rounds;
  private volatile String wrong = "";

  private BusyThreads(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < BLOCKS; i++) {
      makeAnew(i);
    }
  }

  /** Never returns. */
  public static void main(String[] arguments) throws IOException {
    List<BusyThreads> all = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      var one = new BusyThreads(i);
      all.add(one);
      Thread.ofPlatform().name("busy-" + i).start(one::compute);
    }
    try (var server = new ServerSocket(PORT)) {
      while (true) {
        Socket client = server.accept();
        Thread.ofPlatform().start(() -> answer(client, all));
      }
    }
  }

  private void compute() {
    while (true) {
      turn.lock();
      try {
        int block = random.nextInt(BLOCKS);
        check(block);
        makeAnew(block);
        rounds++;
      } finally {
        turn.unlock();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void makeAnew(int block) {
    seeds[block] = random.nextLong();
    blocks[block] = content(seeds[block]);
  }

  private void check(int block) {
    if (!java.util.Arrays.equals(blocks[block], content(seeds[block]))) {
      wrong = "bad: block " + block + " in round " + rounds;
    }
  }

  private static long[] content(long seed) {
    return new SplittableRandom(seed).longs(WORDS).toArray();
  }

  /** Checks every block, and returns how many rounds there were. */
  private long checkAll() {
    turn.lock();
    try {
      for (int block = 0; block < BLOCKS; block++) {
        check(block);
      }
      return rounds;
    } finally {
      turn.unlock();
    }
  }

  private static void answer(Socket client, List<BusyThreads> all) {
    try (client;
        var in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        var out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
      while (in.readLine() != null) {
        long rounds = all.stream().mapToLong(BusyThreads::checkAll).sum();
        String wrong = String.join("", all.stream().map(one -> one.wrong).toList());
        out.println(wrong.isEmpty() ? "ok " + rounds : wrong);
      }
    } catch (IOException e) {
      System.err.println("a client went: " + e.getMessage());
    }
  }
}
