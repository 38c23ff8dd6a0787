package io.drayage.cli.group;

import io.drayage.api.GroupRequest;
import io.drayage.model.group.GroupKind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Evens out the hosts. */
@Command(
    name = "rebalance",
    description = {
      "Propose moves that even out how full the hosts are, with their gain and their cost.",
      "Nothing moves without --apply; what a rebalancing moved never goes straight back."
    })
public final class RebalanceCommand extends GroupStarter {
  @Option(names = "--apply", description = "Carry the proposal out")
  private boolean apply;

  @Override
  protected GroupRequest request() {
    return request(GroupKind.REBALANCE, "", List.of(), List.of());
  }

  @Override
  protected boolean planOnly() {
    return !apply || super.planOnly();
  }
}
