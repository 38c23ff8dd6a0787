package io.drayage.agent.migration;

import io.drayage.agent.container.ContainerRecords;
import io.drayage.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * To whom the pages of frozen containers are offered, noted beside them in memory so that an agent
 * that is started again goes on. Thread-safe.
 */
final class NotedExports {
  /**
   * Where pages go.
   *
   * @param destination the host
   * @param address where its agent takes streams
   * @param port its port
   * @param permit the controller's, that the move began with
   */
  record To(String destination, String address, int port, String permit) {
    InetSocketAddress socketAddress() {
      return new InetSocketAddress(address, port);
    }
  }

  private final ContainerRecords records;

  NotedExports(ContainerRecords records) {
    this.records = records;
  }

  void note(String container, CopyOrder order) {
    var to =
        new To(
            order.destination(),
            order.address().getAddress().getHostAddress(),
            order.address().getPort(),
            order.permit());
    try {
      Files.writeString(file(container), Json.write(to));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "where pages of %s go cannot be noted".formatted(container), e);
    }
  }

  Optional<To> find(String container) {
    Path file = file(container);
    try {
      return Json.readIfThere(file, To.class);
    } catch (IOException e) {
      throw new UncheckedIOException("note %s cannot be read".formatted(file), e);
    }
  }

  void forget(String container) {
    try {
      Files.deleteIfExists(file(container));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "where pages of %s go cannot be forgotten".formatted(container), e);
    }
  }

  private Path file(String container) {
    return records.place(container).scratch().resolve("export.json");
  }
}
