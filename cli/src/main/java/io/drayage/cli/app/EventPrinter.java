package io.drayage.cli.app;

import io.drayage.api.app.AppEvent;
import java.io.PrintWriter;

/** One line for each thing that happens to a container. Owned by one thread. */
final class EventPrinter {
  private final PrintWriter out;

  EventPrinter(PrintWriter out) {
    this.out = out;
  }

  void print(AppEvent event) {
    out.printf("%-28s  %s%n", event.container(), event.phase());
    out.flush();
  }
}
