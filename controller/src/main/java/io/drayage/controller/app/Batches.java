package io.drayage.controller.app;

import java.util.ArrayList;
import java.util.List;

/** Members of one service that follow each other in a list. */
final class Batches {
  private Batches() {}

  static List<List<Standing>> byService(List<Standing> members) {
    var batches = new ArrayList<List<Standing>>();
    for (Standing member : members) {
      if (batches.isEmpty() || !batches.getLast().getFirst().service().equals(member.service())) {
        batches.add(new ArrayList<>());
      }
      batches.getLast().add(member);
    }
    return batches;
  }
}
