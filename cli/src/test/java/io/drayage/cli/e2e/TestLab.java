package io.drayage.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.api.RunRequest;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.e2e.busy.BusyThreads;
import io.drayage.cli.lab.Cache;
import io.drayage.lab.Lab;
import io.drayage.lab.demo.LabStoreHost;
import io.drayage.lab.demo.image.ImageCache;
import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.lab.demo.image.JvmImage;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.demo.store.ObjectStore;
import io.drayage.lab.demo.store.S3ProxyProgram;
import io.drayage.lab.demo.store.StoreAccess;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.host.Traces;
import io.drayage.lab.machine.Privileges;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.service.JavaCommand;
import io.drayage.platform.json.Json;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.unit.Bandwidth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import tools.jackson.databind.JsonNode;

/**
 * One lab for all end-to-end tests: brought up by the first, taken down after the last. Its image
 * {@code redis} has a Redis server, a shell and the core utilities.
 */
public final class TestLab implements BeforeAllCallback {
  static final String A = "gcp-madrid-1";
  static final String B = "aws-frankfurt-1";
  static final String C = "aws-virginia-1";

  private static final Path DRAY = Path.of(System.getProperty("dray.home"), "dray");
  private static final Path IMAGES = Cache.images();
  private static final int STORE_PORT = 9000;
  private static final String NAME = "e2e-" + UUID.randomUUID().toString().substring(0, 6);

  /** What a container runs that counts in memory, answers as Redis, and writes to its log. */
  private static final String SERVICE =
      """
      redis-server --save '' --protected-mode no >/dev/null &
      echo started
      while :; do n=$((n+1)); echo line $n; sleep 0.2; done
      """;

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!Privileges.isRoot()) {
      System.err.println(
          context.getDisplayName() + " is skipped: namespaces, links and mounts need root");
    }
    Assumptions.assumeTrue(Privileges.isRoot(), "namespaces, links and mounts need root");
    context
        .getRoot()
        .getStore(Namespace.create(TestLab.class))
        .computeIfAbsent(Running.class, key -> new Running());
  }

  /** The lab while it is up. */
  private static final class Running implements AutoCloseable {
    private final Thread interrupted = new Thread(() -> Lab.down(NAME));

    Running() {
      Runtime.getRuntime().addShutdownHook(interrupted);
      try {
        Subprocess.of(DRAY.toString(), "lab", "up", "--name", NAME).runOrThrow();
        importImage(WorkloadImages.redis());
      } catch (RuntimeException e) {
        Lab.down(NAME);
        throw e;
      }
    }

    /** Containers were left running, and some tests killed what they could: nothing may stay. */
    @Override
    public void close() throws IOException {
      Subprocess.of(DRAY.toString(), "lab", "down", "--name", NAME).runOrThrow();
      Runtime.getRuntime().removeShutdownHook(interrupted);
      assertThat(Lab.names()).doesNotContain(NAME);
      assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain("/" + NAME);
      assertThat(Subprocess.of("find", "/sys/fs/cgroup", "-name", NAME).run().stdout()).isEmpty();
      assertThat(Subprocess.of("ip", "-details", "link").run().stdout()).doesNotContain(NAME);
      for (String parent : List.of("/run/drayage", "/var/lib/drayage", "/var/log/drayage")) {
        assertThat(Path.of(parent, "labs", NAME)).doesNotExist();
      }
      assertThat(processes("DRAYAGE_E2E_LAB=" + NAME)).isEmpty();
    }
  }

  /** Gives the lab an image, under the recipe's name. */
  static void importImage(ImageRecipe recipe) {
    succeed("image", "import", tar(recipe).toString(), "--name", recipe.name());
  }

  /** Gives the lab the image {@code jvm}. */
  static void importJvm() {
    try {
      Path root = JvmImage.root(tar(JvmImage.BASE), IMAGES, BusyThreads.class);
      succeed("image", "import", root.toString(), "--name", "jvm");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path tar(ImageRecipe recipe) {
    try {
      return new ImageCache(IMAGES)
          .tar(recipe, CachedRoot.ensure(false, line -> {}), (done, total) -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LabHost host(String name) {
    return Lab.open(NAME).host(name);
  }

  /** Gives a host's link a bandwidth. */
  static void reshape(String host, Bandwidth bandwidth) {
    Lab.open(NAME).reshape(host, Optional.of(bandwidth));
  }

  /** Starts the demonstration's S3 server on a host. */
  static StoreAccess startStore(String name) {
    var program = new S3ProxyProgram(DRAY.resolveSibling("cli/target/dist/s3proxy"));
    Path java = JavaCommand.ofThisProcess(CachedRoot.ensure(false, line -> {})).java();
    LabHost host = host(name);
    try {
      return ObjectStore.start(
          program,
          new LabStoreHost(host, java),
          new InetSocketAddress(InetAddress.ofLiteral(host.address()), STORE_PORT),
          Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the object store started", e);
    }
  }

  static LabHost controller() {
    return Lab.open(NAME).controller();
  }

  static ControllerClient client() {
    return ControllerClient.of(Lab.open(NAME).context());
  }

  /** Runs a command that talks to the lab's controller. */
  static Subprocess.Result dray(String... arguments) {
    int words =
        List.of("app", "image", "migration", "host", "audit", "policy", "group")
                .contains(arguments[0])
            ? 2
            : 1;
    var command = new ArrayList<String>();
    command.add(DRAY.toString());
    command.addAll(Arrays.asList(arguments).subList(0, words));
    command.addAll(List.of("--lab", NAME));
    command.addAll(Arrays.asList(arguments).subList(words, arguments.length));
    return Subprocess.of(command).run();
  }

  /** Runs a command that must succeed, and returns what it printed. */
  static String succeed(String... arguments) {
    Subprocess.Result result = dray(arguments);
    assertThat(result.exit()).as(String.join(" ", arguments) + ": " + result.stderr()).isZero();
    return result.stdout();
  }

  /** The same with {@code -o json}: stdout must be JSON and nothing else. */
  static JsonNode json(String... arguments) {
    var all = new ArrayList<String>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    return Json.mapper().readTree(succeed(all.toArray(String[]::new)));
  }

  /** Starts a container of the service, and waits until it answers. */
  static Service run(String name, String host, String... options) {
    return run(name, host, List.of(options), SERVICE);
  }

  /** Starts a container of a script that must start the service too. */
  static Service run(String name, String host, List<String> options, String script) {
    return Service.of(name, start(name, host, "redis", options, List.of("sh", "-c", script)));
  }

  /** Starts a container of any image, and returns its address. */
  static String start(
      String name, String host, String image, List<String> options, List<String> command) {
    var all = new ArrayList<String>(List.of("run", "--host", host, "--name", name));
    all.addAll(List.of("--env", "DRAYAGE_E2E=" + name));
    all.addAll(List.of("--env", "DRAYAGE_E2E_LAB=" + NAME));
    all.addAll(options);
    all.addAll(List.of(image, "--"));
    all.addAll(command);
    assertThat(succeed(all.toArray(String[]::new))).contains("RUNNING");
    return detail(name).path("container").path("address").asString();
  }

  /** The same for an environment with secrets, which a command line would show to everybody. */
  static String start(
      String name, String host, String image, Map<String, String> secrets, List<String> command) {
    var environment = new TreeMap<>(secrets);
    environment.put("DRAYAGE_E2E", name);
    environment.put("DRAYAGE_E2E_LAB", NAME);
    var variables =
        environment.entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toList();
    try (ControllerClient client = client()) {
      return client
          .run(new RunRequest(name, host, image, command, variables, List.of(), 512L << 20))
          .address();
    }
  }

  /** Where {@code dray} says a container is. */
  static String whereabouts(String name) {
    JsonNode container = detail(name).path("container");
    return container.path("state").asString() + " on " + container.path("host").asString();
  }

  static JsonNode detail(String name) {
    return json("inspect", name);
  }

  /** Where a container's first process is, once for each copy: what the kernel says. */
  static List<String> copies(String container) {
    return processes("DRAYAGE_E2E=" + container).stream()
        .filter(process -> read(process, "status").matches("(?s).*NSpid:[^\\n]*\\s1\\n.*"))
        .map(process -> read(process, "cgroup"))
        .map(cgroup -> Stream.of(A, B, C).filter(cgroup::contains).findFirst().orElse("nowhere"))
        .toList();
  }

  /** What a host has of a container, outside the cached layers and the logs of failures. */
  static String traces(String container, String host) {
    return Traces.of(host(host), container);
  }

  private static List<Path> processes(String environment) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(path -> List.of(read(path, "environ").split("\0")).contains(environment))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for a process that has ended meanwhile, or for a kernel thread. */
  private static String read(Path process, String file) {
    try {
      return Files.readString(process.resolve(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
