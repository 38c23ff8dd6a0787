package io.drayage.cli.lab;

import io.drayage.lab.Lab;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Privileges;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes labs down. */
@Command(
    name = "down",
    description = "Stop a lab with all its containers and leave nothing of it, also after a crash.")
final class DownCommand implements Callable<Integer> {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Which lab (default: the only one there is)")
  private @Nullable String name;

  @Option(names = "--all", description = "All labs of this machine")
  private boolean all;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Privileges.requireRoot("dray lab down");
    PrintWriter out = spec.commandLine().getOut();
    for (String lab : chosen()) {
      out.println(Lab.down(lab) ? "lab " + lab + " is down" : "no lab named " + lab + " was up");
      out.flush();
    }
    return CommandLine.ExitCode.OK;
  }

  private Set<String> chosen() {
    if (name != null) {
      return Set.of(name);
    }
    Set<String> names = Lab.names();
    if (names.isEmpty()) {
      return Set.of(Lab.DEFAULT_NAME);
    }
    if (names.size() > 1 && !all) {
      throw new LabException(
          "there are several labs (%s); choose one with --name, or take --all"
              .formatted(String.join(", ", names)));
    }
    return names;
  }
}
