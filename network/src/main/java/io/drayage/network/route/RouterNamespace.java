package io.drayage.network.route;

import io.drayage.platform.process.Subprocess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A router that is a network namespace of this machine, as in the lab: one host route per
 * container.
 */
public final class RouterNamespace implements Routes {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Path namespace;

  /**
   * A router.
   *
   * @param namespace the namespace's file
   */
  public RouterNamespace(Path namespace) {
    this.namespace = namespace;
  }

  @Override
  public void lead(String containerAddress, String hostAddress) {
    ip("route", "replace", containerAddress + "/32", "via", hostAddress).runOrThrow();
  }

  @Override
  public void forget(String containerAddress) {
    // Fails when there is none, which is what was asked for.
    ip("route", "delete", containerAddress + "/32").run();
  }

  private Subprocess ip(String... arguments) {
    var command = new ArrayList<String>(List.of("nsenter", "--net=" + namespace, "ip"));
    command.addAll(List.of(arguments));
    return Subprocess.of(command).timeout(LIMIT);
  }
}
