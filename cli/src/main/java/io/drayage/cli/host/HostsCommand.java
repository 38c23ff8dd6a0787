package io.drayage.cli.host;

import io.drayage.api.HostView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.output.Amounts;
import io.drayage.cli.output.OutputOption;
import io.drayage.cli.output.Table;
import io.drayage.model.host.HostFacts;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the hosts. */
@Command(name = "hosts", description = "List the hosts.")
public final class HostsCommand implements Callable<Integer> {
  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      PrintWriter out = spec.commandLine().getOut();
      output.print(
          out,
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
                  view.state(),
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
            table.print(out);
          });
      return 0;
    }
  }
}
