package io.drayage.cli.group;

import io.drayage.api.GroupRequest;
import io.drayage.model.group.GroupKind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves everything away from a host. */
@Command(
    name = "drain",
    description = {
      "Move every running container away from a host, where the policy lets it go.",
      "The host takes no containers from then on, until 'dray host undrain HOST'."
    })
public final class DrainCommand extends GroupStarter {
  @Parameters(paramLabel = "HOST", description = "The host")
  private String host = "";

  @Option(
      names = "--to",
      paramLabel = "HOST|CLOUD",
      split = ",",
      description = "Where they may go (default: anywhere)")
  private List<String> to = List.of();

  @Override
  protected GroupRequest request() {
    return request(GroupKind.DRAIN, host, List.of(), to);
  }
}
