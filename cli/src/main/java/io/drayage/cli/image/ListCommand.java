package io.drayage.cli.image;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;

/** Lists the images. */
@Command(name = "list", aliases = "ls", description = "List the imported images.")
final class ListCommand extends ClusterCommand {
  @Override
  protected void ask(ControllerClient client) {
    print(client.images(), images -> ImageTable.print(out(), images));
  }
}
