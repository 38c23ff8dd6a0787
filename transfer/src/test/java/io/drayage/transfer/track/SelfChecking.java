package io.drayage.transfer.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program of many threads that computes, allocates and waits, and checks itself all the time; it
 * stops at a line on stdin and says whether all was right. Run as a JVM of its own.
 */
final class SelfChecking {
  private static final int THREADS = 8;
  private static final int LENGTH = 200_000;
  private static final AtomicBoolean RUNNING = new AtomicBoolean(true);
  private static final AtomicLong STEPS = new AtomicLong();

  private SelfChecking() {}

  public static void main(String[] arguments) throws Exception {
    var threads = new ArrayList<Thread>();
    var bad = new AtomicBoolean();
    for (int i = 0; i < THREADS; i++) {
      int seed = i;
      var thread =
          new Thread(() -> {
            try {
              compute(seed);
            } catch (Throwable e) {
              System.out.println("bad: " + e);
              bad.set(true);
            }
          });
      thread.start();
      threads.add(thread);
    }
    System.out.println("ready");
    var _ = System.in.read();
    RUNNING.set(false);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(bad.get() ? "wrong" : STEPS.get() > 0 ? "right" : "idle");
  }

  /** Moves amounts about in an array whose sum must stay the same, and copies it now and then. */
  private static void compute(int seed) throws InterruptedException {
    var random = new SplittableRandom(seed);
    long[] amounts = new long[LENGTH];
    Arrays.fill(amounts, 1000);
    while (RUNNING.get()) {
      for (int i = 0; i < 20_000; i++) {
        int amount = random.nextInt(100);
        amounts[random.nextInt(LENGTH)] += amount;
        amounts[random.nextInt(LENGTH)] -= amount;
      }
      if (Arrays.stream(amounts).sum() != 1000L * LENGTH) {
        throw new IllegalStateException("sum");
      }
      amounts = amounts.clone();
      STEPS.incrementAndGet();
      Thread.sleep(seed % 3);
    }
  }
}
