package io.drayage.bench.mover;

import io.drayage.lab.host.LabHost;
import io.drayage.platform.json.Json;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A peer's container on one host: runs the steps of {@code peer.sh} there.
 *
 * @param host the host
 * @param id the container's name, unique on this machine: network links carry it
 * @param settings what the script gets as its environment besides the names of the place
 * @param image a tar of the container's root; empty for the memory workload, which hosts have
 */
record PeerHost(LabHost host, String id, Map<String, String> settings, Optional<Path> image) {
  private static final String SCRIPT = "/run/bench/peer.sh";

  PeerHost {
    settings = Map.copyOf(settings);
  }

  String directory() {
    return "/run/bench/" + id;
  }

  /** Makes the directory, the network, cut, and the container's bundle. */
  void prepare(Cell cell) {
    host.write(SCRIPT, script());
    run("clean");
    run("prepare");
    image.ifPresent(this::unpack);
    host.write(directory() + "/config.json", Json.writeIndented(bundle(cell.command())));
  }

  private void unpack(Path tar) {
    try (InputStream in = Files.newInputStream(tar)) {
      Subprocess.Result _ =
          host.command("tar", "-xf", "-", "-C", directory() + "/root").stdin(in).runOrThrow();
    } catch (IOException | SubprocessException e) {
      throw new MoverException("the image on %s: %s".formatted(host.name(), e.getMessage()), e);
    }
  }

  /** Copies a file of the directory to the other host's, at no cost to the link. */
  void hand(String file, PeerHost to) {
    try {
      Files.copy(host.path(directory() + "/" + file), to.host.path(to.directory() + "/" + file));
    } catch (IOException e) {
      throw new MoverException("%s of %s: %s".formatted(file, host.name(), e.getMessage()), e);
    }
  }

  /** Runs one step to its end. */
  void run(String step) {
    try {
      Subprocess.Result _ = command(step).runOrThrow();
    } catch (SubprocessException e) {
      throw new MoverException("%s on %s: %s".formatted(step, host.name(), e.getMessage()), e);
    }
  }

  /** Starts one end of a move. */
  PeerSteps start(String step) {
    return PeerSteps.start(host, step, command(step));
  }

  private Subprocess command(String step) {
    var variables = new TreeMap<>(settings);
    variables.put("ID", id);
    variables.put("DIR", directory());
    List<String> words = new ArrayList<>(List.of("env"));
    variables.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(List.of("bash", SCRIPT, step));
    return host.command(words);
  }

  /**
   * The OCI runtime configuration: as little as the container needs, because CRIU packs each tmpfs
   * that it mounts while it is frozen. No seccomp profile, which would cost the peers time.
   */
  private Map<String, Object> bundle(List<String> command) {
    List<Map<String, Object>> namespaces =
        List.of(
            Map.of("type", "pid"),
            Map.of("type", "ipc"),
            Map.of("type", "uts"),
            Map.of("type", "mount"),
            Map.of("type", "network", "path", "/run/netns/" + id));
    Map<String, Object> devices =
        Map.of("devices", List.of(Map.of("allow", false, "access", "rwm")));
    return Map.of(
        "ociVersion",
        "1.0.2",
        "hostname",
        "bench",
        "annotations",
        Map.of("org.criu.config", directory() + "/criu.conf"),
        "root",
        Map.of("path", directory() + "/root", "readonly", false),
        "mounts",
        List.of(Map.of("destination", "/proc", "type", "proc", "source", "proc")),
        "process",
        Map.of(
            "terminal",
            false,
            "user",
            Map.of("uid", 0, "gid", 0),
            "args",
            command,
            "env",
            List.of("PATH=/usr/bin:/bin"),
            "cwd",
            "/",
            "noNewPrivileges",
            true),
        "linux",
        Map.of(
            "cgroupsPath",
            host.cgroupParent() + "/" + id,
            "resources",
            devices,
            "namespaces",
            namespaces));
  }

  private static String script() {
    try (InputStream in = PeerHost.class.getResourceAsStream("peer.sh")) {
      if (in == null) {
        throw new IllegalStateException("the resource peer.sh is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
