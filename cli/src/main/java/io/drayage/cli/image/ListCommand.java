package io.drayage.cli.image;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.output.OutputOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the images. */
@Command(name = "list", aliases = "ls", description = "List the imported images.")
final class ListCommand implements Callable<Integer> {
  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, client.images(), images -> ImageTable.print(out, images));
      return 0;
    }
  }
}
