package io.drayage.balance.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Moves on one link in simulated time, in steps of 10 ms. Each is set up, sends, and is taken over;
 * those that send share the link and the hosts' processors evenly, one alone sends no faster than a
 * stream may; what a container writes anew while it is sent, up to its own size, is sent too.
 */
final class Simulation {
  static final Link LINK = new Link("here", "there");

  private static final double STEP = 0.01;
  private static final double SET_UP = 0.4;
  private static final double TAKE_OVER = 0.5;
  private static final double TICK = 0.2;
  private static final double WINDOW = 0.5;
  private static final double LONGEST = 10_000;

  private final double linkRate;
  private final double streamRate;
  private final double hostRate;

  /** Rates in bytes per second: of the link, of one stream, of all that a host can send. */
  Simulation(double linkRate, double streamRate, double hostRate) {
    this.linkRate = linkRate;
    this.streamRate = streamRate;
    this.hostRate = hostRate;
  }

  /** Seconds until all have moved, and the longest time for which one was frozen. */
  record Result(double seconds, double longestGap, double bytes) {}

  private static final class Move {
    private final WaitingMove move;
    private double age;
    private double sent;
    private double toSend;
    private double rate;
    private double takenOver;
    private double sentAtLook;

    Move(WaitingMove move) {
      this.move = move;
      this.toSend = move.bytes();
    }

    boolean sends() {
      return age >= SET_UP && sent < toSend;
    }
  }

  Result run(SchedulingPolicy policy, List<WaitingMove> all, Limits limits) {
    List<WaitingMove> waiting = new ArrayList<>(all);
    List<Move> running = new ArrayList<>();
    List<Sample> finished = new ArrayList<>();
    Set<String> done = new HashSet<>();
    Throughput throughput = Throughput.NONE;
    double now = 0;
    double gap = 0;
    double bytes = 0;
    double nextTick = 0;
    double nextLook = WINDOW;
    while (!waiting.isEmpty() || !running.isEmpty()) {
      if (now > LONGEST) {
        throw new AssertionError("never ends: " + waiting);
      }
      if (now >= nextLook) {
        double crossed = 0;
        int level = 0;
        for (Move one : running) {
          if (one.sent > one.sentAtLook) {
            crossed += one.sent - one.sentAtLook;
            level++;
          }
          one.sentAtLook = one.sent;
        }
        if (level > 0) {
          throughput = throughput.with(LINK, new Sample(level, crossed / WINDOW));
        }
        nextLook = now + WINDOW;
      }
      if (now >= nextTick) {
        for (Start start :
            policy.next(situation(waiting, running, done, throughput, finished, limits))) {
          waiting.remove(start.move());
          running.add(new Move(start.move()));
        }
        nextTick = now + TICK;
      }
      long senders = running.stream().filter(Move::sends).count();
      double rate = senders == 0 ? 0 : Math.min(streamRate, Math.min(linkRate, hostRate) / senders);
      for (Move one : List.copyOf(running)) {
        if (one.age < SET_UP) {
          one.age += STEP;
        } else if (one.sent < one.toSend) {
          one.rate = rate;
          one.sent += rate * STEP;
          bytes += rate * STEP;
          double dirtied = one.move.dirtyBytesPerSecond() * STEP;
          one.toSend = Math.min(2.0 * one.move.bytes(), one.toSend + dirtied);
        } else {
          one.takenOver += STEP;
          if (one.takenOver >= TAKE_OVER) {
            gap = Math.max(gap, 0.2 + one.move.dirtyBytesPerSecond() * 0.3 / one.rate);
            finished.add(new Sample(running.size(), one.rate * running.size()));
            running.remove(one);
            done.add(one.move.container());
          }
        }
      }
      now += STEP;
    }
    return new Result(now, gap, bytes);
  }

  private static Situation situation(
      List<WaitingMove> waiting,
      List<Move> running,
      Set<String> done,
      Throughput throughput,
      List<Sample> finished,
      Limits limits) {
    return new Situation(
        "g",
        waiting,
        running.stream()
            .map(one ->
                new RunningMove(
                    "g",
                    one.move.container(),
                    one.move.service(),
                    LINK,
                    one.move.bytes(),
                    (long)
                        (one.sent < one.toSend
                            ? Math.min(one.sent, one.move.bytes() - 1.0)
                            : one.sent),
                    one.move.dirtyBytesPerSecond()))
            .toList(),
        done,
        0,
        throughput,
        finished,
        Map.of(),
        limits);
  }
}
