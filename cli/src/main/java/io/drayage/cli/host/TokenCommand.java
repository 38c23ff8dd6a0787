package io.drayage.cli.host;

import io.drayage.api.TokenView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes the one-time token with which a host enrols. */
@Command(
    name = "token",
    description = {
      "Make the one-time token with which a host's agent enrols.",
      "Put it into the agent's tokenFile; the agent deletes it once it was used."
    })
final class TokenCommand extends ClusterCommand {
  @Parameters(paramLabel = "HOST", description = "The only host that may use it")
  private String host = "";

  @Override
  protected void ask(ControllerClient client) {
    TokenView token = client.createEnrolmentToken(host);
    print(token, view -> out().println(view.token()));
  }
}
