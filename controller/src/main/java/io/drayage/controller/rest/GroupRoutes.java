package io.drayage.controller.rest;

import io.drayage.api.GroupRequest;
import io.drayage.api.GroupView;
import io.drayage.controller.group.GroupService;
import io.drayage.platform.json.Json;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;

/** Groups of moves, what would come of them, and their events. */
public final class GroupRoutes implements HttpService {
  private static final Duration LOOK = Duration.ofMillis(250);

  /** A silent client's connection is tried at least so often: after eight looks. */
  private static final int SILENT_LOOKS = 8;

  private final GroupService groups;

  /** Routes to the groups. */
  public GroupRoutes(GroupService groups) {
    this.groups = groups;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/groups", (request, response) -> RestServer.json(response, groups.newest()));
    rules.post(
        "/groups",
        (request, response) ->
            RestServer.json(response, groups.start(RestServer.body(request, GroupRequest.class))));
    rules.post(
        "/groups/plans",
        (request, response) ->
            RestServer.json(response, groups.plan(RestServer.body(request, GroupRequest.class))));
    rules.get(
        "/groups/{id}", (request, response) -> RestServer.json(response, groups.show(id(request))));
    rules.post(
        "/groups/{id}/cancel",
        (request, response) -> RestServer.json(response, groups.cancel(id(request))));
    rules.get("/groups/{id}/events", this::follow);
  }

  /** Sends the group whenever it has changed, until it has ended. */
  private void follow(ServerRequest request, ServerResponse response) throws InterruptedException {
    String id = id(request);
    GroupView last = groups.show(id);
    try (SseSink sink = response.sink(SseSink.TYPE)) {
      sink.emit(SseEvent.create(Json.write(last)));
      int silent = 0;
      while (!last.state().ended()) {
        Thread.sleep(LOOK);
        GroupView now = groups.show(id);
        silent++;
        if (!now.equals(last) || silent >= SILENT_LOOKS) {
          sink.emit(SseEvent.create(Json.write(now)));
          silent = 0;
        }
        last = now;
      }
    }
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }
}
