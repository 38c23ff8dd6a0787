package io.drayage.cli.container;

import io.drayage.api.ContainerView;
import io.drayage.cli.output.Table;
import java.io.PrintWriter;
import java.util.List;

/** Containers for people. */
final class ContainerTable {
  private ContainerTable() {}

  static void print(PrintWriter out, List<ContainerView> containers) {
    var table = new Table("CONTAINER", "HOST", "STATE", "ADDRESS", "IMAGE", "MIGRATION");
    for (ContainerView container : containers) {
      table.row(
          container.name(),
          container.host(),
          container.state(),
          container.address(),
          container.image(),
          container.migration());
    }
    table.print(out);
  }
}
