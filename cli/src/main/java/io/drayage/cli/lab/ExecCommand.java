package io.drayage.cli.lab;

import io.drayage.lab.Lab;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Privileges;
import io.drayage.platform.process.RunningProcess;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in a host of a lab. */
@Command(
    name = "exec",
    description = "Run a command in a host, with this terminal, and exit with its exit code.",
    customSynopsis = "dray lab exec [--name=NAME] HOST -- CMD [ARG...]")
final class ExecCommand implements Callable<Integer> {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Which lab (default: the only one there is)")
  private @Nullable String name;

  @Parameters(index = "0", paramLabel = "HOST", description = "A host, as dray lab status shows it")
  private String host = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CMD",
      description = "The command and its arguments; no shell reads them")
  private List<String> command = List.of();

  @Override
  public Integer call() throws InterruptedException {
    Privileges.requireRoot("dray lab exec");
    RunningProcess running = Lab.open(lab()).host(host).command(command).inheritIo().start();
    // Ctrl-C goes to the command as well, which may live on: stay for as long, and exit as it does.
    Thread stay = new Thread(() -> Runtime.getRuntime().halt(running.onExit().join()), "stay");
    Runtime.getRuntime().addShutdownHook(stay);
    int exit = running.await();
    try {
      Runtime.getRuntime().removeShutdownHook(stay);
    } catch (IllegalStateException e) {
      // Ending already: the hook exits with the command's code.
    }
    return exit;
  }

  private String lab() {
    if (name != null) {
      return name;
    }
    Set<String> names = Lab.names();
    if (names.size() > 1) {
      throw new LabException(
          "there are several labs (%s); choose one with --name"
              .formatted(String.join(", ", names)));
    }
    return names.stream().findFirst().orElse(Lab.DEFAULT_NAME);
  }
}
