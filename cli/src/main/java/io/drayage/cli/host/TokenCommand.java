package io.drayage.cli.host;

import io.drayage.api.TokenView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.output.OutputOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the one-time token with which a host enrols. */
@Command(
    name = "token",
    description = {
      "Make the one-time token with which a host's agent enrols.",
      "Put it into the agent's tokenFile; the agent deletes it once it was used."
    })
final class TokenCommand implements Callable<Integer> {
  @Parameters(paramLabel = "HOST", description = "The only host that may use it")
  private String host = "";

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      PrintWriter out = spec.commandLine().getOut();
      TokenView token = client.createEnrolmentToken(host);
      output.print(out, token, view -> out.println(view.token()));
      return 0;
    }
  }
}
