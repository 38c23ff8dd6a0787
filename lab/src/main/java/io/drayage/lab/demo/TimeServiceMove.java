package io.drayage.lab.demo;

import io.drayage.lab.demo.client.FreshConnection;
import io.drayage.lab.demo.client.HttpProbe;
import io.drayage.lab.demo.client.KeepAliveConnection;
import io.drayage.lab.demo.client.ProbeReport;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.demo.store.ObjectReader;
import io.drayage.lab.demo.store.StoreAccess;
import io.drayage.lab.demo.store.TimeObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Moves the time service (thesis, chapter 5) under two clients and compares what it saved. */
final class TimeServiceMove {

  private static final String NAME = "time-service";
  private static final String BUCKET = "drayage";
  private static final String KEY = "time.txt";
  private static final long MEMORY_BYTES = 512L * 1024 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long ANSWERS_BEFORE = 200;
  private static final long ANSWERS_AFTER = 50;
  private static final long LINES_AFTER = 2;

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** What a timer may be late on a busy machine. */
  private static final Duration TOLERANCE = Duration.ofMillis(250);

  private final DemoCluster cluster;
  private final DemoSettings settings;
  private final DemoProgress progress;
  private final Clock clock;
  private final StoreAccess store;

  TimeServiceMove(
      DemoCluster cluster,
      DemoSettings settings,
      DemoProgress progress,
      Clock clock,
      StoreAccess store) {
    this.cluster = cluster;
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
    this.store = store;
  }

  MoveReport carryOut() throws InterruptedException {
    String from = settings.timeService().from();
    String to = settings.timeService().to();
    progress.begin("Starting " + NAME + " on " + from);
    URI address = URI.create("http://" + cluster.run(request(from)) + ":8080/");
    try (var keepAlive = HttpProbe.start(new KeepAliveConnection(address));
        var fresh = HttpProbe.start(new FreshConnection(address))) {
      List<HttpProbe> probes = List.of(keepAlive, fresh);
      Await.until(
          clock, NAME, "has saved two lines", LIMIT, () -> keepAlive.report().last().saved() >= 2);
      awaitAnswers(probes, ANSWERS_BEFORE);
      progress.done("two clients ask it at " + address.getAuthority());

      List<String> notes = new ArrayList<>();
      for (HttpProbe probe : probes) {
        notes.add(
            "%s: longest gap before the move %d ms"
                .formatted(probe.report().label(), probe.restart().toMillis()));
      }
      progress.begin("Moving " + NAME + " from " + from + " to " + to);
      MoveTimings timings = cluster.migrate(NAME, to, DemoSettings.COLD);
      awaitAnswers(probes, ANSWERS_AFTER);
      long counter = keepAlive.report().last().counter();
      Await.until(
          clock,
          NAME,
          "has saved " + LINES_AFTER + " lines after its move",
          LIMIT,
          () -> keepAlive.report().last().saved() >= counter + LINES_AFTER);
      List<ProbeReport> reports = probes.stream().map(HttpProbe::report).toList();
      MoveReport report = report(timings, reports, readObject(), notes);
      progress.done("clients waited " + report.summary().gapMs() + " ms");
      return report;
    }
  }

  private ContainerRequest request(String host) {
    return new ContainerRequest(
        NAME,
        host,
        WorkloadImages.timeService().name(),
        Map.of(
            "S3_ENDPOINT",
            store.endpoint().toString(),
            "S3_BUCKET",
            BUCKET,
            "S3_KEY",
            KEY,
            "AWS_REGION",
            StoreAccess.REGION,
            "AWS_ACCESS_KEY_ID",
            store.accessKey(),
            "AWS_SECRET_ACCESS_KEY",
            store.secretKey(),
            "PORT",
            "8080"),
        MEMORY_BYTES,
        WorkloadImages.TIME_SERVICE_COMMAND);
  }

  private static void awaitAnswers(List<HttpProbe> probes, long answers)
      throws InterruptedException {
    for (HttpProbe probe : probes) {
      if (!probe.meter().awaitAnswers(answers, LIMIT)) {
        throw Await.neverDid(
            NAME,
            "gave the client with %s %d answers".formatted(probe.report().label(), answers),
            LIMIT);
      }
    }
  }

  private TimeObject readObject() {
    try (var reader = new ObjectReader(store)) {
      return TimeObject.parse(reader.text(BUCKET, KEY));
    } catch (RuntimeException e) {
      throw new DemoException(
          "cannot read " + KEY + " from the object store: " + e.getMessage(), e);
    }
  }

  private MoveReport report(
      MoveTimings timings, List<ProbeReport> clients, TimeObject object, List<String> notes) {
    Duration gap =
        clients.stream().map(ProbeReport::longestGap).max(Duration::compareTo).orElseThrow();
    boolean sameProcess =
        clients.stream().allMatch(client -> client.instances() == 1)
            && clients.stream().map(client -> client.last().instance()).distinct().count() == 1;
    boolean counterFell = clients.stream().anyMatch(ProbeReport::counterFell);
    long saved = clients.stream().mapToLong(client -> client.last().saved()).max().orElseThrow();
    long lost = object.missing(saved);
    Duration allowed = PERIOD.plus(gap).plus(TOLERANCE);
    long interval = object.longestInterval().toMillis();
    List<Check> checks =
        List.of(
            new Check(
                sameProcess,
                "the same process answers: instance " + clients.getFirst().last().instance()),
            new Check(
                !counterFell,
                "the counter went on and never fell; it is at "
                    + clients.getFirst().last().counter()),
            new Check(
                lost == 0 && object.contiguous(),
                "%s has all of the %d lines that were acknowledged".formatted(KEY, saved)),
            new Check(
                interval <= allowed.toMillis(),
                "%s has no hole but the gap: at most %d ms between two lines, %d ms allowed (1 s + gap + %d ms)"
                    .formatted(KEY, interval, allowed.toMillis(), TOLERANCE.toMillis())));
    return new MoveReport(
        new MoveSummary(
            NAME,
            settings.timeService().from(),
            settings.timeService().to(),
            DemoSettings.COLD,
            gap.toMillis(),
            timings.frozenMs(),
            timings.totalMs(),
            timings.bytesSent(),
            lost,
            sameProcess && !counterFell,
            timings.forecast()),
        checks,
        Stream.concat(notes.stream(), clients.stream().map(TimeServiceMove::note)).toList());
  }

  private static String note(ProbeReport client) {
    return String.format(
        Locale.ROOT,
        "%s: gap %d ms, %d answers, %d failed requests%s",
        client.label(),
        client.longestGap().toMillis(),
        client.answers(),
        client.failures(),
        client.label().equals("keep-alive")
            ? (client.connections() == 1
                ? ", its open connection survived"
                : ", over " + client.connections() + " connections")
            : "");
  }
}
