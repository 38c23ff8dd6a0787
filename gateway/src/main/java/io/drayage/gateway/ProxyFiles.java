package io.drayage.gateway;

import io.drayage.platform.file.PrivateDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * HAProxy's files, in a directory of their own in memory. The configuration names no container:
 * which there are, and which are held, is in its maps, which the runtime API changes without a
 * reload.
 */
final class ProxyFiles {
  private final Path directory;
  private final GatewayConfig config;

  ProxyFiles(Path directory, GatewayConfig config) {
    this.directory = directory;
    this.config = config;
  }

  Path configuration() {
    return directory.resolve("haproxy.cfg");
  }

  Path pid() {
    return directory.resolve("haproxy.pid");
  }

  Path socket() {
    return directory.resolve("admin.sock");
  }

  Path log() {
    return directory.resolve("haproxy.log");
  }

  /** Domain name to target. */
  Path names() {
    return directory.resolve("names.map");
  }

  /** Port to target. */
  Path ports() {
    return directory.resolve("ports.map");
  }

  /** Container to the end of its hold. */
  Path holds() {
    return directory.resolve("holds.map");
  }

  /** Writes everything that a start of HAProxy reads. */
  void write(List<Route> routes, Map<String, Long> holds) throws IOException {
    PrivateDirectory.ensure(directory);
    Files.writeString(directory.resolve("hold.lua"), filled(resource("hold.lua")));
    Files.writeString(configuration(), filled(resource("haproxy.cfg")) + web() + ports(config));
    Files.writeString(names(), lines(byName(routes)));
    Files.writeString(ports(), lines(byPort(routes)));
    Files.writeString(
        holds(),
        lines(
            holds.entrySet().stream().map(hold -> hold.getKey() + " " + hold.getValue()).toList()));
  }

  /** The entries of {@link #names()}. */
  static List<String> byName(List<Route> routes) {
    return routes.stream()
        .filter(route -> route.publication().byName())
        .map(route -> route.name() + " " + route.target())
        .toList();
  }

  /** The entries of {@link #ports()}. */
  static List<String> byPort(List<Route> routes) {
    return routes.stream()
        .filter(route -> !route.publication().byName())
        .map(route -> route.publication().entry() + " " + route.target())
        .toList();
  }

  private String web() {
    return config.http() == 0 ? "" : filled(resource("web.cfg"));
  }

  private String ports(GatewayConfig config) {
    return config.tcp().isEmpty() ? "" : filled(resource("ports.cfg"));
  }

  private String filled(String template) {
    return template
        .replace("DIRECTORY", directory.toString())
        .replace("HTTP_PORT", Integer.toString(config.http()))
        .replace(
            "TCP_PORTS",
            config.tcp().stream().map(port -> ":" + port).collect(Collectors.joining(",")));
  }

  private static String lines(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(ProxyFiles.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
