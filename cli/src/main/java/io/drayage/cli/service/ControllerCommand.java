package io.drayage.cli.service;

import io.drayage.controller.Controller;
import io.drayage.controller.config.ControllerConfig;
import io.drayage.platform.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a controller until it is ended. */
@Command(name = "controller", description = "Run a controller until it is ended.")
public final class ControllerCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (default: ${DEFAULT-VALUE})",
      defaultValue = "/etc/drayage/controller.yaml")
  private Path config = Path.of("/etc/drayage/controller.yaml");

  @Override
  public Integer call() throws IOException, InterruptedException {
    new Controller(ConfigFile.read(config, ControllerConfig.class), Clock.systemUTC()).run();
    return 0;
  }
}
