package io.drayage.cli.cluster;

import io.drayage.api.client.ControllerClient;
import io.drayage.lab.LabContexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Which controller a command talks to: the one that an option names, that of the only lab that is
 * up, or the one on this machine.
 */
public final class ClusterOption {
  private static final Path LOCAL = Path.of("/run/drayage/context.json");

  @Option(names = "--lab", paramLabel = "NAME", description = "Talk to this lab's controller")
  private Optional<String> lab = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "FILE",
      description = "Talk to the controller of this context file")
  private Optional<Path> context = Optional.empty();

  /** A client of that controller; the caller closes it. */
  public ControllerClient connect() {
    return ControllerClient.of(file());
  }

  private Path file() {
    if (context.isPresent()) {
      return context.get();
    }
    if (lab.isPresent()) {
      return LabContexts.find(lab.get());
    }
    return Files.exists(LOCAL) ? LOCAL : LabContexts.find();
  }
}
