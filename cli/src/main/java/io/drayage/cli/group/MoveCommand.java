package io.drayage.cli.group;

import io.drayage.api.GroupRequest;
import io.drayage.api.GroupRequest.Wanted;
import io.drayage.model.group.GroupKind;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves named containers as one. */
@Command(name = "move", description = "Move the containers named as one group.")
final class MoveCommand extends GroupStarter {
  @Parameters(paramLabel = "NAME", arity = "1..*", description = "The containers")
  private List<String> names = List.of();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "HOST|CLOUD",
      split = ",",
      description = "Where they may go")
  private List<String> to = List.of();

  @Option(
      names = "--one-by-one",
      description = "Each a wave of its own, in the order given, healthy before the next")
  private boolean oneByOne;

  @Override
  protected GroupRequest request() {
    List<Wanted> members =
        IntStream.range(0, names.size())
            .mapToObj(i -> new Wanted(names.get(i), "", oneByOne ? i : 0, List.of()))
            .toList();
    return request(GroupKind.MIGRATE, "", members, to);
  }
}
