package io.drayage.api.client;

import io.drayage.api.AuditHeadView;
import io.drayage.api.ContainerDetail;
import io.drayage.api.ContainerView;
import io.drayage.api.ContextFile;
import io.drayage.api.ErrorView;
import io.drayage.api.ForecastReport;
import io.drayage.api.ForecastView;
import io.drayage.api.HostView;
import io.drayage.api.ImageView;
import io.drayage.api.MigrateRequest;
import io.drayage.api.MigrationEvent;
import io.drayage.api.PlanView;
import io.drayage.api.PolicyTestRequest;
import io.drayage.api.PolicyTestView;
import io.drayage.api.ResolveRequest;
import io.drayage.api.RunRequest;
import io.drayage.api.TokenRequest;
import io.drayage.api.TokenView;
import io.drayage.api.app.AppApplyRequest;
import io.drayage.api.app.AppDetail;
import io.drayage.api.app.AppEvent;
import io.drayage.api.app.AppRemovalRequest;
import io.drayage.api.app.AppResult;
import io.drayage.api.app.AppView;
import io.drayage.api.client.ApiException.Kind;
import io.drayage.api.image.Image;
import io.drayage.model.migration.Migration;
import io.drayage.platform.json.Json;
import io.drayage.platform.retry.Retry;
import io.drayage.trust.tls.ClientTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/**
 * A client of one controller, over TLS 1.3 with the administrator's token. Thread-safe. Every
 * method blocks and throws {@link ApiException}.
 */
public final class ControllerClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** How long the controller may be away while a migration is followed. */
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  /** How the controller answers what would not be done in time. */
  private static final int TOO_LATE = 412;

  private final ContextFile context;
  private final HttpClient http;

  /** A client for the controller that the context names. */
  public ControllerClient(ContextFile context) {
    this.context = context;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(ClientTls.context(context.ca()))
            .sslParameters(ClientTls.parameters())
            .connectTimeout(CONNECT_LIMIT)
            .build();
  }

  /** A client for the controller that a context file names. */
  public static ControllerClient of(Path contextFile) {
    try {
      return new ControllerClient(Json.read(Files.readString(contextFile), ContextFile.class));
    } catch (NoSuchFileException e) {
      throw new ApiException(
          Kind.UNREACHABLE, contextFile + ": no such file; is the controller up?", e);
    } catch (IOException | JacksonException e) {
      throw new ApiException(
          Kind.BAD_REQUEST, contextFile + " is no controller's context: " + e.getMessage(), e);
    }
  }

  /** Makes a one-time token with which a host's agent enrols. */
  public TokenView createEnrolmentToken(String host) {
    return post("/v1/tokens", new TokenRequest(host), TokenView.class);
  }

  /** The hosts that ever enrolled. */
  public List<HostView> hosts() {
    return list("/v1/hosts", HostView.class);
  }

  /** Sends an image under a name. */
  public ImageView importImage(String name, Image image) {
    BodyPublisher body = BodyPublishers.ofInputStream(() -> bundle(image));
    HttpRequest request = request("/v1/images?name=" + escape(name)).POST(body).build();
    return Json.read(text(request), ImageView.class);
  }

  /** The imported images. */
  public List<ImageView> images() {
    return list("/v1/images", ImageView.class);
  }

  /** Starts a new container and returns when it runs. */
  public ContainerView run(RunRequest run) {
    return post("/v1/containers", run, ContainerView.class);
  }

  /** All containers. */
  public List<ContainerView> containers() {
    return list("/v1/containers", ContainerView.class);
  }

  /** One container. */
  public ContainerDetail container(String name) {
    return get("/v1/containers/" + escape(name), ContainerDetail.class);
  }

  /** Ends a container's processes and keeps its files. */
  public ContainerView stop(String name, Duration grace) {
    return post(
        "/v1/containers/%s/stop?graceMillis=%d".formatted(escape(name), grace.toMillis()),
        "",
        ContainerView.class);
  }

  /** Removes a container with its files. */
  public void remove(String name, boolean force) {
    text(request("/v1/containers/%s?force=%b".formatted(escape(name), force)).DELETE().build());
  }

  /**
   * Copies a container's log to {@code out}.
   *
   * @param tail how many of the last lines; 0 means all
   */
  public void logs(String name, int tail, OutputStream out) {
    HttpRequest request =
        request("/v1/containers/%s/logs?tail=%d".formatted(escape(name), tail)).GET().build();
    try (InputStream body = stream(request)) {
      body.transferTo(out);
    } catch (IOException e) {
      throw lost(e);
    }
  }

  /** The certificate of the controller's authority, PEM, as the context file has it. */
  public String authorityPem() {
    return context.ca();
  }

  /** The names of the audit log's files, the oldest first. */
  public List<String> auditFiles() {
    return list("/v1/audit/files", String.class);
  }

  /** One file of the audit log; the caller closes it. */
  public InputStream auditFile(String name) {
    return stream(request("/v1/audit/files/" + escape(name)).GET().build());
  }

  /** The audit log's signed heads, the oldest first. */
  public List<String> auditHeads() {
    return list("/v1/audit/heads", String.class);
  }

  /** Has the controller sign what its audit log holds now. */
  public AuditHeadView signAuditHead() {
    return post("/v1/audit/heads", "", AuditHeadView.class);
  }

  /** Has an application be as described, and follows that until it is done. */
  public AppResult applyApp(AppApplyRequest request, Consumer<AppEvent> news) {
    return followApp("/v1/apps", request, news);
  }

  /** Has an application removed, and follows that until it is done. */
  public AppResult removeApp(String name, AppRemovalRequest request, Consumer<AppEvent> news) {
    return followApp("/v1/apps/%s/removal".formatted(escape(name)), request, news);
  }

  /** All applications. */
  public List<AppView> apps() {
    return list("/v1/apps", AppView.class);
  }

  /** Everything known of one application. */
  public AppDetail app(String name) {
    return get("/v1/apps/" + escape(name), AppDetail.class);
  }

  private AppResult followApp(String path, Object body, Consumer<AppEvent> news) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(BodyPublishers.ofString(Json.write(body)))
            .build();
    HttpResponse<Stream<String>> response = send(request, BodyHandlers.ofLines());
    var last = new AtomicReference<Optional<AppResult>>(Optional.empty());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() >= 300) {
        throw refused(response.statusCode(), String.join("\n", lines.toList()));
      }
      lines
          .filter(line -> line.startsWith("data:"))
          .map(line -> Json.read(line.substring("data:".length()).strip(), AppEvent.class))
          .forEach(event -> {
            event
                .result()
                .ifPresentOrElse(result -> last.set(Optional.of(result)), () -> news.accept(event));
          });
    } catch (UncheckedIOException e) {
      throw lost(e);
    }
    return last.get()
        .orElseThrow(() ->
            new ApiException(
                Kind.UNREACHABLE,
                "the controller broke off before it had answered: see 'dray app ps', and give the command again"));
  }

  /** Makes every check of a move; nothing moves. */
  public PlanView plan(MigrateRequest request) {
    return post("/v1/plans", request, PlanView.class);
  }

  /** Asks whether the policy lets a container go to a host; nothing moves. */
  public PolicyTestView policyTest(PolicyTestRequest request) {
    return post("/v1/policy/tests", request, PolicyTestView.class);
  }

  /** What a move was expected to take, beside what it took. */
  public ForecastView forecast(String migration) {
    return get("/v1/migrations/%s/forecast".formatted(escape(migration)), ForecastView.class);
  }

  /** How well forecasts held. */
  public ForecastReport forecasts() {
    return get("/v1/forecasts", ForecastReport.class);
  }

  /** Requests a move and returns at once. */
  public Migration migrate(MigrateRequest request) {
    return post("/v1/migrations", request, Migration.class);
  }

  /** The newest migrations first. */
  public List<Migration> migrations() {
    return list("/v1/migrations", Migration.class);
  }

  /** One migration. */
  public Migration migration(String id) {
    return get("/v1/migrations/" + escape(id), Migration.class);
  }

  /** Undoes a move that is not committed yet; returns at once. */
  public Migration cancel(String id) {
    return post("/v1/migrations/%s/cancel".formatted(escape(id)), "", Migration.class);
  }

  /** Has an operator's word in the place of a proof of who owns a committed container. */
  public Migration resolve(String id, ResolveRequest decision) {
    return post("/v1/migrations/%s/resolve".formatted(escape(id)), decision, Migration.class);
  }

  /** Groups of moves. */
  public GroupClient groups() {
    return new GroupClient(this);
  }

  /** Follows a migration until it has ended, and returns its last form. */
  public Migration follow(String id, Consumer<MigrationEvent> news) {
    Migration last = followOnce(id, news);
    while (!last.state().ended()) {
      last = followOnce(id, news);
    }
    return last;
  }

  /**
   * Follows a migration until it has ended, and returns its last form. A controller that is started
   * again within a minute is followed on.
   */
  public Migration follow(String id, Clock clock, Consumer<MigrationEvent> news) {
    return follow(clock, () -> followOnce(id, news), migration -> migration.state().ended());
  }

  /** Follows something anew until it has ended, through outages of at most a minute each. */
  <T> T follow(Clock clock, Supplier<T> once, Predicate<T> ended) {
    try {
      while (true) {
        T last =
            Retry.within(OUTAGE)
                .pausing(Duration.ofMillis(200), Duration.ofSeconds(2))
                .when(e -> e instanceof ApiException lost && lost.kind() == Kind.UNREACHABLE)
                .call(clock, once::get);
        if (ended.test(last)) {
          return last;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(Kind.UNREACHABLE, "interrupted while the controller was asked", e);
    }
  }

  /** Until the stream of events ends. */
  private Migration followOnce(String id, Consumer<MigrationEvent> news) {
    events("/v1/migrations/%s/events".formatted(escape(id)), MigrationEvent.class, news);
    return migration(id);
  }

  /** Hands on server-sent events until their stream ends. */
  <T> void events(String path, Class<T> type, Consumer<T> news) {
    HttpRequest request = request(path).header("Accept", "text/event-stream").GET().build();
    HttpResponse<Stream<String>> response = send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() >= 300) {
        throw refused(response.statusCode(), String.join("\n", lines.toList()));
      }
      lines
          .filter(line -> line.startsWith("data:"))
          .map(line -> Json.read(line.substring("data:".length()).strip(), type))
          .forEach(news);
    } catch (UncheckedIOException e) {
      throw lost(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  <T> T get(String path, Class<T> type) {
    return Json.read(text(request(path).GET().build()), type);
  }

  <T> List<T> list(String path, Class<T> element) {
    JavaType type = Json.mapper().getTypeFactory().constructCollectionType(List.class, element);
    return Json.mapper().readValue(text(request(path).GET().build()), type);
  }

  <T> T post(String path, Object body, Class<T> type) {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.write(body)))
            .build();
    return Json.read(text(request), type);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(context.url() + path))
        .header("Authorization", "Bearer " + context.token());
  }

  private InputStream stream(HttpRequest request) {
    HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
    InputStream body = response.body();
    if (response.statusCode() < 300) {
      return body;
    }
    try (body) {
      throw refused(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private String text(HttpRequest request) {
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw refused(response.statusCode(), response.body());
    }
    return response.body();
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw lost(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(Kind.UNREACHABLE, "interrupted while the controller was asked", e);
    }
  }

  private ApiException lost(Exception cause) {
    return new ApiException(
        Kind.UNREACHABLE,
        "the controller at %s does not answer (%s): start it, or bring the lab up"
            .formatted(
                context.url(),
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()),
        cause);
  }

  private static ApiException refused(int status, String body) {
    Kind kind = status == TOO_LATE ? Kind.LATE : status < 500 ? Kind.BAD_REQUEST : Kind.FAILED;
    try {
      return new ApiException(kind, Json.read(body, ErrorView.class).error());
    } catch (JacksonException e) {
      return new ApiException(kind, "the controller answered with status " + status);
    }
  }

  private static InputStream bundle(Image image) {
    return BundlePipe.open(image);
  }

  static String escape(String text) {
    if (text.isBlank() || text.contains("/")) {
      throw new ApiException(
          Kind.BAD_REQUEST, "'%s' is no name: 'dray ps' lists the containers".formatted(text));
    }
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
