package io.drayage.cli;

import io.drayage.agent.Agent;
import io.drayage.agent.config.AgentConfig;
import io.drayage.api.client.ControllerClient;
import io.drayage.controller.Controller;
import io.drayage.controller.config.ControllerConfig;
import io.drayage.platform.config.ConfigFile;
import io.drayage.platform.retry.Retry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * The services' part of the training run: a controller and an agent on loopback, in a temporary
 * directory, until the agent has connected and a client has asked for everything once.
 */
final class ServiceTraining {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String HOST = "training-1";

  private ServiceTraining() {}

  static void run() throws Exception {
    Path directory = Files.createTempDirectory("drayage-training");
    try {
      train(directory);
    } finally {
      delete(directory);
    }
  }

  private static void train(Path directory) throws Exception {
    Path credential = directory.resolve("credential");
    Files.writeString(credential, "training\n");
    Files.setPosixFilePermissions(credential, PosixFilePermissions.fromString("rw-------"));
    int grpc = freePort();
    Path context = directory.resolve("context.json");
    Thread controller = service("controller", () -> controller(directory, grpc, freePort()));
    Thread agent = Thread.currentThread();
    try {
      until(() -> Files.exists(context));
      try (ControllerClient client = ControllerClient.of(context)) {
        until(() -> client.hosts().isEmpty());
        Files.writeString(directory.resolve("token"), client.createEnrolmentToken(HOST).token());
        agent = service("agent", () -> agent(directory, grpc));
        until(() -> !client.hosts().isEmpty());
      }
      ask(context);
    } finally {
      if (agent != Thread.currentThread()) {
        end(agent);
      }
      end(controller);
    }
  }

  private static void ask(Path context) {
    List<List<String>> commands =
        List.of(
            List.of("hosts"),
            List.of("image", "ls"),
            List.of("ps"),
            List.of("ps", "-o", "json"),
            List.of("migrations"),
            List.of("inspect", "nothing"),
            List.of("migrate", "nothing", "--to", HOST),
            List.of("run", "--host", HOST, "--name", "nothing", "nothing"));
    for (List<String> command : commands) {
      String[] words =
          Stream.concat(command.stream(), Stream.of("--context", context.toString()))
              .toArray(String[]::new);
      int _ = Commands.tree().execute(words);
    }
  }

  private static void controller(Path directory, int grpc, int rest)
      throws IOException, InterruptedException {
    Path config = directory.resolve("controller.yaml");
    Files.writeString(
        config,
        """
        data: %1$s/controller
        credential: %1$s/credential
        context: %1$s/context.json
        grpc: {address: 127.0.0.1, port: %2$d}
        rest: {address: 127.0.0.1, port: %3$d}
        containers: {subnet: 10.254.128.0/17}
        """
            .formatted(directory, grpc, rest));
    new Controller(ConfigFile.read(config, ControllerConfig.class), CLOCK).run();
  }

  private static void agent(Path directory, int grpc) throws IOException, InterruptedException {
    Path config = directory.resolve("agent.yaml");
    Files.writeString(
        config,
        """
        name: %2$s
        cloud: training
        region: training
        country: ES
        address: 127.0.0.1
        memory: 1GiB
        controller: {address: 127.0.0.1, port: %3$d}
        data: %1$s/agent
        run: %1$s/run
        credential: %1$s/credential
        tokenFile: %1$s/token
        streamPort: 0
        """
            .formatted(directory, HOST, grpc));
    new Agent(ConfigFile.read(config, AgentConfig.class), CLOCK).serve();
  }

  private interface Service {
    void run() throws IOException, InterruptedException;
  }

  private static Thread service(String name, Service service) {
    return Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(() -> {
          try {
            service.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private static void until(Callable<Boolean> there) throws Exception {
    Retry.within(LIMIT)
        .pausing(Duration.ofMillis(50), Duration.ofMillis(200))
        .call(
            CLOCK,
            () -> {
              if (!there.call()) {
                throw new IllegalStateException("the services did not start");
              }
              return true;
            });
  }

  private static void end(Thread service) throws InterruptedException {
    service.interrupt();
    service.join(Duration.ofSeconds(5));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
