package io.drayage.controller.rest;

import io.drayage.api.TokenRequest;
import io.drayage.api.TokenView;
import io.drayage.controller.access.Access;
import io.drayage.controller.container.Hosts;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.Clock;

/** Hosts and the tokens they enrol with. */
public final class HostRoutes implements HttpService {
  private final Hosts hosts;
  private final Access access;
  private final Clock clock;

  /** Routes to the hosts. */
  public HostRoutes(Hosts hosts, Access access, Clock clock) {
    this.hosts = hosts;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/hosts", (request, response) -> RestServer.json(response, hosts.all()));
    rules.post(
        "/hosts/{name}/undrain",
        (request, response) ->
            RestServer.json(response, hosts.undrain(request.path().pathParameters().get("name"))));
    rules.post(
        "/tokens",
        (request, response) -> {
          String host = RestServer.body(request, TokenRequest.class).host();
          RestServer.json(
              response,
              new TokenView(
                  access.issueToken(host).format(),
                  host,
                  clock.instant().plus(Access.TOKEN_VALIDITY)));
        });
  }
}
