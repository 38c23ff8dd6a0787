package io.drayage.cli.container;

import io.drayage.api.ContainerView;
import io.drayage.api.RunRequest;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.OutputOption;
import io.drayage.model.container.Labels;
import io.drayage.platform.unit.DataSize;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.Credential;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a new container. */
@Command(name = "run", description = "Run a new container on a host.")
public final class RunCommand implements Callable<Integer> {
  @Option(names = "--host", required = true, paramLabel = "HOST", description = "Where to run it")
  private String host = "";

  @Option(names = "--name", required = true, paramLabel = "NAME", description = "What to call it")
  private String name = "";

  @Option(names = "--env", paramLabel = "KEY=VALUE", description = "Environment variable")
  private List<String> env = new ArrayList<>();

  @Option(
      names = "--volume",
      paramLabel = "NAME:/PATH",
      description = "Directory that is kept beside the writable layer and moves along")
  private List<String> volumes = new ArrayList<>();

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "Label; drayage.stateless=true: it moves without its memory and files")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--dns-name",
      paramLabel = "FQDN",
      description = "Domain name that leads to it and follows it, e.g. shop.apps.example.com")
  private Optional<String> dnsName = Optional.empty();

  @Option(
      names = "--publish",
      paramLabel = "http:PORT|tcp:ENTRY[:PORT]",
      description =
          "Port that every host's gateway takes requests in for: HTTP by the --dns-name, or a TCP port")
  private List<String> publications = new ArrayList<>();

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      description = "Its health check: a TCP connection to this port")
  private Optional<Integer> healthPort = Optional.empty();

  @Option(
      names = "--health-path",
      paramLabel = "/PATH",
      description = "Its health check: GET /PATH there, answered with a status from 200 to 399")
  private String healthPath = "";

  @Option(
      names = "--regulation",
      paramLabel = "FILE",
      description = "Where it may be: its attribute certificate, PEM (dray pca issue container)")
  private Optional<Path> regulation = Optional.empty();

  @Option(names = "--memory", paramLabel = "SIZE", description = "Memory limit, e.g. 512MiB")
  private Optional<String> memory = Optional.empty();

  @Parameters(index = "0", paramLabel = "IMAGE", description = "The image's name")
  private String image = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "CMD",
      description = "Program and arguments, after -- (default: the image's own)")
  private List<String> command = new ArrayList<>();

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      ContainerView view =
          client.run(
              new RunRequest(
                  name,
                  host,
                  image,
                  command,
                  env,
                  volumes,
                  memoryBytes(),
                  labels(),
                  healthPort(),
                  healthPath,
                  regulation.map(RunCommand::read).orElse("")));
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, view, one -> ContainerTable.print(out, List.of(one)));
      return 0;
    }
  }

  private List<String> labels() {
    var all = new ArrayList<>(labels);
    dnsName.ifPresent(name -> all.add(Labels.DNS_NAME + "=" + name));
    if (!publications.isEmpty()) {
      all.add(Labels.PUBLISH + "=" + String.join(",", publications));
    }
    return all;
  }

  private static String read(Path file) {
    try {
      return Credential.parse(Files.readString(file)).pem();
    } catch (IOException | TrustException e) {
      throw new CommandException(
          ExitCode.USAGE, "--regulation: %s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** 0 would mean no check on the wire. */
  private int healthPort() {
    if (healthPort.isPresent() && healthPort.orElseThrow() == 0) {
      throw new CommandException(ExitCode.USAGE, "--health-port: use a port from 1 to 65535");
    }
    return healthPort.orElse(0);
  }

  private long memoryBytes() {
    try {
      return memory.map(text -> DataSize.parse(text).bytes()).orElse(0L);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--memory: " + e.getMessage());
    }
  }
}
