package io.drayage.cli.group;

import io.drayage.api.GroupView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends a group early. */
@Command(
    name = "cancel",
    description = {
      "End a group early, and wait for its end.",
      "An atomic one goes back where it came from; another one begins no more moves and undoes"
          + " those that are not committed."
    })
final class CancelCommand extends ClusterCommand {
  @Parameters(paramLabel = "ID", description = "The group")
  private String id = "";

  @Override
  protected void ask(ControllerClient client) {
    GroupView cancelled = client.groups().cancel(id);
    GroupView ended = client.groups().follow(cancelled.id(), Clock.systemUTC(), news -> {});
    print(ended, one -> GroupPrinter.show(out(), one));
  }
}
