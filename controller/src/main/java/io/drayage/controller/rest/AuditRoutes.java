package io.drayage.controller.rest;

import io.drayage.api.AuditHeadView;
import io.drayage.controller.request.RequestException;
import io.drayage.trust.audit.AuditLog;
import io.drayage.trust.audit.AuditSource;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** This controller's audit log, for clients who verify it by themselves. */
public final class AuditRoutes implements HttpService {
  private final AuditLog log;
  private final AuditSource source;

  /** Routes to a log. */
  public AuditRoutes(AuditLog log) {
    this.log = log;
    this.source = log.source();
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/audit/files", (request, response) -> RestServer.json(response, source.files()));
    rules.get("/audit/files/{name}", this::file);
    rules.get("/audit/heads", (request, response) -> RestServer.json(response, source.heads()));
    rules.post(
        "/audit/heads",
        (request, response) -> RestServer.json(response, new AuditHeadView(log.head())));
  }

  private void file(ServerRequest request, ServerResponse response) throws IOException {
    String name = request.path().pathParameters().get("name");
    if (!source.files().contains(name)) {
      throw new RequestException(
          RequestException.Reason.UNKNOWN,
          "the audit log has no such file: 'dray audit show' reads those that are there");
    }
    try (InputStream lines = source.open(name)) {
      response.header(HeaderNames.CONTENT_TYPE, "application/jsonl");
      try (OutputStream out = response.outputStream()) {
        lines.transferTo(out);
      }
    }
  }
}
