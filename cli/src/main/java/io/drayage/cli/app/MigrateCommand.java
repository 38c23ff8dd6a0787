package io.drayage.cli.app;

import io.drayage.api.GroupRequest;
import io.drayage.cli.group.GroupStarter;
import io.drayage.model.group.GroupKind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves an application. */
@Command(
    name = "migrate",
    description = {
      "Move every running container of an application, as one.",
      "What is there already stays. All are checked before the first one moves."
    })
final class MigrateCommand extends GroupStarter {
  @Parameters(paramLabel = "APP", description = "The application")
  private String name = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "CLOUD|HOST",
      split = ",",
      description = "Where it goes: a provider's hosts, or hosts named")
  private List<String> to = List.of();

  @Override
  protected GroupRequest request() {
    return request(GroupKind.MIGRATE, name, List.of(), to);
  }
}
