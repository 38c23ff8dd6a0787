package io.drayage.controller.rest;

import io.drayage.api.RunRequest;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Containers. */
public final class ContainerRoutes implements HttpService {
  private static final long DEFAULT_GRACE = 10_000;
  private static final long LONGEST_GRACE = 3_600_000;

  private final ContainerService containers;

  /** Routes to the containers. */
  public ContainerRoutes(ContainerService containers) {
    this.containers = containers;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/containers", (request, response) -> RestServer.json(response, containers.all()));
    rules.post(
        "/containers",
        (request, response) ->
            RestServer.json(response, containers.run(RestServer.body(request, RunRequest.class))));
    rules.get(
        "/containers/{name}",
        (request, response) -> RestServer.json(response, containers.detail(name(request))));
    rules.post(
        "/containers/{name}/stop",
        (request, response) -> {
          long grace = number(request, "graceMillis", DEFAULT_GRACE, LONGEST_GRACE);
          RestServer.json(response, containers.stop(name(request), Duration.ofMillis(grace)));
        });
    rules.delete(
        "/containers/{name}",
        (request, response) -> {
          boolean force = request.query().first("force").map(Boolean::parseBoolean).orElse(false);
          containers.remove(name(request), force);
          response.status(Status.NO_CONTENT_204).send();
        });
    rules.get(
        "/containers/{name}/logs",
        (request, response) -> {
          containers.require(name(request));
          int tail = (int) number(request, "tail", 0, Integer.MAX_VALUE);
          try (OutputStream out = response.outputStream()) {
            containers.logs(name(request), tail, piece -> write(out, piece));
          }
        });
  }

  private static void write(OutputStream out, byte[] piece) {
    try {
      out.write(piece);
    } catch (IOException e) {
      throw new UncheckedIOException("the client is gone", e);
    }
  }

  private static String name(ServerRequest request) {
    return request.path().pathParameters().get("name");
  }

  private static long number(ServerRequest request, String key, long otherwise, long largest) {
    String text = request.query().first(key).orElse(Long.toString(otherwise));
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= largest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Answered below, as a number out of range is.
    }
    throw new RequestException(
        Reason.INVALID, "%s '%s' is not a number from 0 to %d".formatted(key, text, largest));
  }
}
