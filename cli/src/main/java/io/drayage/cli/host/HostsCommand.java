package io.drayage.cli.host;

import io.drayage.api.HostView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import io.drayage.cli.output.Amounts;
import io.drayage.cli.output.Table;
import io.drayage.model.host.HostFacts;
import picocli.CommandLine.Command;

/** Lists the hosts. */
@Command(name = "hosts", description = "List the hosts.")
public final class HostsCommand extends ClusterCommand {
  @Override
  protected void ask(ControllerClient client) {
    print(
        client.hosts(),
        hosts -> {
          var table =
              new Table(
                  "HOST",
                  "STATE",
                  "CLOUD",
                  "REGION",
                  "COUNTRY",
                  "ADDRESS",
                  "RESERVED",
                  "RUNTIME",
                  "CRIU");
          for (HostView view : hosts) {
            table.row(
                view.host().name(),
                view.state() + (view.drained().isEmpty() ? "" : " (drained)"),
                view.host().cloud(),
                view.host().region(),
                view.host().country(),
                view.host().address(),
                Amounts.bytes(view.reservedBytes())
                    + " of "
                    + Amounts.bytes(view.host().memoryBytes()),
                view.facts().map(HostFacts::runtime).orElse(""),
                view.facts().map(HostFacts::criu).orElse(""));
          }
          table.print(out());
        });
  }
}
