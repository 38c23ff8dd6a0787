package io.drayage.cli.service;

import io.drayage.agent.Agent;
import io.drayage.agent.config.AgentConfig;
import io.drayage.platform.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the agent of this host until it is ended. */
@Command(name = "agent", description = "Run this host's agent until it is ended.")
public final class AgentCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (default: ${DEFAULT-VALUE})",
      defaultValue = "/etc/drayage/agent.yaml")
  private Path config = Path.of("/etc/drayage/agent.yaml");

  @Override
  public Integer call() throws IOException, InterruptedException {
    new Agent(ConfigFile.read(config, AgentConfig.class), Clock.systemUTC()).run();
    return 0;
  }
}
