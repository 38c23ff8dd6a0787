package io.drayage.controller.rest;

import io.drayage.api.app.AppApplyRequest;
import io.drayage.api.app.AppEvent;
import io.drayage.api.app.AppRemovalRequest;
import io.drayage.api.app.AppResult;
import io.drayage.controller.app.AppService;
import io.drayage.platform.json.Json;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applications. What takes long is told by server-sent events; a client that goes does not end it.
 */
public final class AppRoutes implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(AppRoutes.class);

  private final AppService apps;

  /** Routes to the applications. */
  public AppRoutes(AppService apps) {
    this.apps = apps;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/apps", (request, response) -> RestServer.json(response, apps.all()));
    rules.get(
        "/apps/{name}",
        (request, response) -> RestServer.json(response, apps.detail(name(request))));
    rules.post(
        "/apps",
        (request, response) ->
            follow(apps.apply(RestServer.body(request, AppApplyRequest.class)), response));
    rules.post(
        "/apps/{name}/removal",
        (request, response) ->
            follow(
                apps.remove(name(request), RestServer.body(request, AppRemovalRequest.class)),
                response));
  }

  private static void follow(AppService.Work prepared, ServerResponse response) {
    try (AppService.Work work = prepared;
        SseSink sink = response.sink(SseSink.TYPE)) {
      AppResult result = work.run(event -> tell(sink, event));
      tell(sink, AppEvent.last(result));
    }
  }

  /** Containers are started by several threads at once. */
  private static void tell(SseSink sink, AppEvent event) {
    synchronized (sink) {
      try {
        sink.emit(SseEvent.create(Json.write(event)));
      } catch (UncheckedIOException | IllegalStateException e) {
        LOG.info("Nobody listens any more to the news of {}", event.container());
      }
    }
  }

  private static String name(ServerRequest request) {
    return request.path().pathParameters().get("name");
  }
}
