package io.drayage.balance.schedule;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which order ready moves are looked at; a higher priority always goes first. */
enum MoveOrder {
  /** As they were asked for. */
  QUEUE {
    @Override
    Comparator<WaitingMove> comparator(Situation situation) {
      return (_, _) -> 0;
    }
  },
  /** The smallest first: most containers have moved soon. */
  SHORTEST {
    @Override
    Comparator<WaitingMove> comparator(Situation situation) {
      return Comparator.comparingLong(WaitingMove::bytes);
    }
  },
  /**
   * The one first after which the most is still to come: its own size and that of the longest chain
   * that waits for it.
   */
  CRITICAL_PATH {
    @Override
    Comparator<WaitingMove> comparator(Situation situation) {
      Map<String, Long> tails = tails(situation.waiting());
      return Comparator.comparingLong(
              (WaitingMove move) -> tails.getOrDefault(move.container(), 0L))
          .reversed();
    }
  },
  /**
   * By the critical path; but to a link of which nothing is known the largest goes with the
   * smallest: those tell soonest, and at the least cost, what the link carries, while it is used.
   */
  PROBING {
    @Override
    Comparator<WaitingMove> comparator(Situation situation) {
      Map<Link, Long> largest = new HashMap<>();
      situation.waiting().stream()
          .filter(move -> situation.throughput().capacity(move.link()) == 0)
          .forEach(move -> largest.merge(move.link(), move.bytes(), Math::max));
      return Comparator.comparingLong(
              (WaitingMove move) -> {
                Long most = largest.get(move.link());
                return most == null || most == move.bytes() ? 0 : move.bytes();
              })
          .thenComparing(CRITICAL_PATH.comparator(situation));
    }
  };

  abstract Comparator<WaitingMove> comparator(Situation situation);

  List<WaitingMove> sort(Situation situation) {
    return situation.ready().stream()
        .sorted(
            Comparator.comparingInt(WaitingMove::priority)
                .reversed()
                .thenComparing(comparator(situation)))
        .toList();
  }

  /** Bytes from each move's start to the end of the longest chain behind it. */
  private static Map<String, Long> tails(List<WaitingMove> waiting) {
    Map<String, Long> tails = new HashMap<>();
    waiting.forEach(move -> tails.put(move.container(), move.bytes()));
    // A chain has at most as many links as there are moves; most settle in a few passes.
    for (int pass = 0; pass < waiting.size(); pass++) {
      boolean changed = false;
      for (WaitingMove move : waiting) {
        long tail = tails.getOrDefault(move.container(), 0L);
        for (WaitingMove before : waiting) {
          if (move.after().contains(before.container())) {
            long longer = before.bytes() + tail;
            changed |= longer > tails.getOrDefault(before.container(), 0L);
            tails.merge(before.container(), longer, Math::max);
          }
        }
      }
      if (!changed) {
        break;
      }
    }
    return tails;
  }
}
