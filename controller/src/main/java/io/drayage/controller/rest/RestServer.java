package io.drayage.controller.rest;

import io.drayage.api.ErrorView;
import io.drayage.controller.access.Access;
import io.drayage.controller.access.Administrator;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.config.ControllerConfig.Endpoint;
import io.drayage.controller.request.RequestException;
import io.drayage.platform.json.Json;
import io.drayage.trust.tls.PeerRule;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The REST interface over TLS 1.3; every request needs the administrator's token. */
public final class RestServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);

  private static final int MOST_JSON = 1024 * 1024;

  private final WebServer server;

  private RestServer(WebServer server) {
    this.server = server;
  }

  /** Starts to listen. */
  public static RestServer start(
      Endpoint endpoint, Access access, Administrator administrator, List<HttpService> services) {
    var routing = HttpRouting.builder();
    routing.addFilter(onlyFor(administrator));
    routing.error(RequestException.class, (request, response, e) -> answer(response, status(e), e));
    routing.error(
        AgentFailure.class,
        (request, response, e) -> answer(response, Status.INTERNAL_SERVER_ERROR_500, e));
    routing.error(
        JacksonException.class,
        (request, response, e) ->
            send(response, Status.BAD_REQUEST_400, "the request is no JSON of the expected form"));
    routing.error(
        RuntimeException.class,
        (request, response, e) -> {
          LOG.error("{} {} failed", request.prologue().method(), request.path().path(), e);
          answer(response, Status.INTERNAL_SERVER_ERROR_500, e);
        });
    services.forEach(service -> routing.register("/v1", service));
    WebServer server =
        WebServer.builder()
            .host(endpoint.address())
            .port(endpoint.port())
            .tls(Tls.builder().sslContext(access.tls().context(PeerRule.anyHost())).build())
            .addRouting(routing)
            .shutdownHook(false)
            .build()
            .start();
    return new RestServer(server);
  }

  /** The port that clients dial. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  /**
   * Reads a request's JSON.
   *
   * @throws RequestException when it is larger than any request needs to be
   */
  static <T> T body(ServerRequest request, Class<T> type) throws IOException {
    try (InputStream in = request.content().inputStream()) {
      byte[] bytes = in.readNBytes(MOST_JSON + 1);
      if (bytes.length > MOST_JSON) {
        throw new RequestException(
            RequestException.Reason.INVALID,
            "the request has more than %d bytes".formatted(MOST_JSON));
      }
      return Json.read(new String(bytes, StandardCharsets.UTF_8), type);
    }
  }

  /** Answers with an object as JSON. */
  static void json(ServerResponse response, Object body) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(Json.write(body));
  }

  private static Filter onlyFor(Administrator administrator) {
    return (chain, request, response) -> {
      String header = request.headers().value(HeaderNames.AUTHORIZATION).orElse("");
      if (administrator.authorizes(header)) {
        chain.proceed();
      } else {
        send(
            response,
            Status.UNAUTHORIZED_401,
            "the token is not this controller's: use its present context file");
      }
    };
  }

  private static Status status(RequestException e) {
    return switch (e.reason()) {
      case INVALID -> Status.BAD_REQUEST_400;
      case UNKNOWN -> Status.NOT_FOUND_404;
      case CONFLICT -> Status.CONFLICT_409;
      case LATE -> Status.PRECONDITION_FAILED_412;
      case FAILED -> Status.INTERNAL_SERVER_ERROR_500;
    };
  }

  private static void answer(ServerResponse response, Status status, Exception e) {
    send(response, status, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  private static void send(ServerResponse response, Status status, String error) {
    response.status(status);
    json(response, new ErrorView(error));
  }
}
