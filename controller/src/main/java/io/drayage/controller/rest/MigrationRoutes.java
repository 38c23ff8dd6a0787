package io.drayage.controller.rest;

import io.drayage.api.MigrateRequest;
import io.drayage.api.MigrationEvent;
import io.drayage.api.PolicyTestRequest;
import io.drayage.api.ResolveRequest;
import io.drayage.controller.forecast.Forecasts;
import io.drayage.controller.migration.MigrationService;
import io.drayage.controller.plan.PolicyTests;
import io.drayage.model.migration.Migration;
import io.drayage.platform.json.Json;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Migrations, what would come of them, and their events. */
public final class MigrationRoutes implements HttpService {
  private static final long KEEP_ALIVE_SECONDS = 2;

  private final MigrationService migrations;
  private final Forecasts forecasts;
  private final PolicyTests policy;

  /** Routes to the migrations, their forecasts, and what the policy says of them. */
  public MigrationRoutes(MigrationService migrations, Forecasts forecasts, PolicyTests policy) {
    this.policy = policy;
    this.migrations = migrations;
    this.forecasts = forecasts;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/migrations", (request, response) -> RestServer.json(response, migrations.newest()));
    rules.post(
        "/migrations",
        (request, response) ->
            RestServer.json(
                response, migrations.request(RestServer.body(request, MigrateRequest.class))));
    rules.post(
        "/plans",
        (request, response) ->
            RestServer.json(
                response, migrations.plan(RestServer.body(request, MigrateRequest.class))));
    rules.post(
        "/policy/tests",
        (request, response) ->
            RestServer.json(
                response, policy.test(RestServer.body(request, PolicyTestRequest.class))));
    rules.get(
        "/migrations/{id}",
        (request, response) -> RestServer.json(response, migrations.require(id(request))));
    rules.post(
        "/migrations/{id}/cancel",
        (request, response) -> RestServer.json(response, migrations.cancel(id(request))));
    rules.post(
        "/migrations/{id}/resolve",
        (request, response) ->
            RestServer.json(
                response,
                migrations.resolve(
                    id(request), RestServer.body(request, ResolveRequest.class).owner())));
    rules.get("/migrations/{id}/events", this::follow);
    rules.get(
        "/migrations/{id}/forecast",
        (request, response) ->
            RestServer.json(response, forecasts.view(migrations.require(id(request)))));
    rules.get("/forecasts", (request, response) -> RestServer.json(response, forecasts.report()));
  }

  /** Sends events until the migration has ended; a silent time is filled with its present state. */
  private void follow(ServerRequest request, ServerResponse response) throws InterruptedException {
    String id = id(request);
    migrations.require(id);
    BlockingQueue<MigrationEvent> queue = migrations.events().follow(id);
    try (SseSink sink = response.sink(SseSink.TYPE)) {
      Migration last = migrations.require(id);
      sink.emit(event(MigrationEvent.of(last)));
      while (!last.state().ended()) {
        MigrationEvent news = queue.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        if (news == null) {
          news = MigrationEvent.of(migrations.require(id));
        }
        last = news.migration();
        sink.emit(event(news));
      }
    } finally {
      migrations.events().unfollow(id, queue);
    }
  }

  private static SseEvent event(MigrationEvent event) {
    return SseEvent.create(Json.write(event));
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }
}
