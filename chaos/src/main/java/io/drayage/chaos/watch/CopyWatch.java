package io.drayage.chaos.watch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Looks all the time whether processes of one container get processor time on two hosts at once.
 *
 * <p>Both must have had some in two successive looks, {@value #PERIOD_MILLIS} ms apart: within one,
 * the one may have ended and the other begun. It owns a thread.
 */
public final class CopyWatch implements AutoCloseable {
  private static final long PERIOD_MILLIS = 20;

  private final List<Supplier<Map<String, Long>>> hosts;
  private final AtomicLong doubled = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  private CopyWatch(List<Supplier<Map<String, Long>>> hosts) {
    this.hosts = hosts;
    this.thread = Thread.ofPlatform().daemon().name("copy-watch").unstarted(this::watch);
  }

  /**
   * Starts to look at two hosts.
   *
   * @param hosts how long the container's processes there have been on a processor, by their ids
   */
  public static CopyWatch start(List<Supplier<Map<String, Long>>> hosts) {
    var watch = new CopyWatch(hosts);
    watch.thread.start();
    return watch;
  }

  /** How often two copies were seen to run at once. */
  public long doubled() {
    return doubled.get();
  }

  private void watch() {
    try {
      var before = hosts.stream().map(Supplier::get).toList();
      boolean bothBefore = false;
      while (!closed) {
        Thread.sleep(PERIOD_MILLIS);
        var now = hosts.stream().map(Supplier::get).toList();
        boolean both = true;
        for (int i = 0; i < now.size(); i++) {
          both &= ran(before.get(i), now.get(i));
        }
        if (both && bothBefore) {
          doubled.incrementAndGet();
        }
        bothBefore = both;
        before = now;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ran(Map<String, Long> before, Map<String, Long> now) {
    return now.entrySet().stream()
        .anyMatch(process -> {
          Long earlier = before.get(process.getKey());
          return earlier != null && process.getValue() > earlier;
        });
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
