package io.drayage.cli.group;

import io.drayage.api.GroupRequest;
import io.drayage.model.group.GroupKind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves everything away from a provider. */
@Command(
    name = "evacuate",
    description = {
      "Move every running container away from all hosts of a provider.",
      "Those hosts take no containers from then on, until 'dray host undrain HOST'."
    })
public final class EvacuateCommand extends GroupStarter {
  @Parameters(paramLabel = "CLOUD", description = "The provider, as 'dray hosts' names it")
  private String cloud = "";

  @Option(
      names = "--to",
      paramLabel = "HOST|CLOUD",
      split = ",",
      description = "Where they may go (default: anywhere else)")
  private List<String> to = List.of();

  @Override
  protected GroupRequest request() {
    return request(GroupKind.EVACUATE, cloud, List.of(), to);
  }
}
