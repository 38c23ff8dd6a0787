package io.drayage.cli.container;

import io.drayage.api.ContainerDetail;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import io.drayage.cli.output.Amounts;
import io.drayage.model.container.ContainerSpec;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows everything known of a container. */
@Command(name = "inspect", description = "Show everything known of a container.")
public final class InspectCommand extends ClusterCommand {
  @Parameters(paramLabel = "NAME", description = "The container")
  private String name = "";

  @Override
  protected void ask(ControllerClient client) {
    print(client.container(name), detail -> show(out(), detail));
  }

  private static void show(PrintWriter out, ContainerDetail detail) {
    ContainerSpec spec = detail.spec();
    ContainerTable.print(out, List.of(detail.container()));
    out.println();
    out.println("command   " + String.join(" ", spec.command()));
    out.println("workdir   " + spec.workdir());
    out.println("user      " + (spec.user().isEmpty() ? "root" : spec.user()));
    out.println(
        "memory    " + (spec.memoryBytes() == 0 ? "unlimited" : Amounts.bytes(spec.memoryBytes())));
    out.println("image id  " + spec.image());
    out.println("epoch     " + detail.epoch());
    out.println("pid       " + (detail.pid() == 0 ? "-" : detail.pid()));
    spec.volumes().forEach(v -> out.println("volume    " + v.name() + " at " + v.path()));
    spec.labels().forEach((key, value) -> out.println("label     " + key + "=" + value));
    spec.health().ifPresent(check -> out.println("health    " + check));
    // Values may be secrets: they are shown by -o json alone.
    spec.env().forEach(e -> out.println("env       " + e.substring(0, e.indexOf('=') + 1) + "…"));
  }
}
