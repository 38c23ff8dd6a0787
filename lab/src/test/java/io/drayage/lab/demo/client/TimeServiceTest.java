package io.drayage.lab.demo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.demo.store.ObjectReader;
import io.drayage.lab.demo.store.ObjectStore;
import io.drayage.lab.demo.store.StoreAccess;
import io.drayage.lab.demo.store.TimeObject;
import io.drayage.lab.demo.workload.FreePort;
import io.drayage.lab.demo.workload.LocalStore;
import io.drayage.lab.demo.workload.Passing;
import io.drayage.lab.demo.workload.Workload;
import io.drayage.lab.demo.workload.WorkloadRoot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real time service on Debian's Node.js, saving to a real S3 server. */
class TimeServiceTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration FROZEN = Duration.ofMillis(1500);

  private final int port = FreePort.next();
  private final URI address = URI.create("http://127.0.0.1:" + port + "/");
  @TempDir private Path directory;
  private LocalStore storeHost;
  private StoreAccess store;
  private Workload service;

  @BeforeEach
  void startBoth() throws IOException, InterruptedException {
    Path root = WorkloadRoot.unpacked(WorkloadImages.timeService());
    storeHost = new LocalStore(directory.resolve("store"));
    store =
        ObjectStore.start(
            LocalStore.program(),
            storeHost,
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), FreePort.next()),
            Clock.systemUTC());
    service = start(root);
  }

  @AfterEach
  void endBoth() {
    service.close();
    storeHost.stop();
  }

  @Test
  void aServiceThatStoodStillIsOneGapForEveryClientAndAHoleNoLongerInTheObject()
      throws InterruptedException {
    try (var keepAlive = HttpProbe.start(new KeepAliveConnection(address));
        var fresh = HttpProbe.start(new FreshConnection(address))) {
      awaitAnswer(keepAlive, answer -> answer.saved() >= 2);
      assertThat(fresh.meter().awaitAnswers(10, LIMIT)).isTrue();
      keepAlive.restart();
      fresh.restart();
      service.freeze();
      Passing.of(FROZEN);
      service.thaw();
      long counter = keepAlive.report().last().counter();
      awaitAnswer(keepAlive, answer -> answer.saved() >= counter + 2);
      assertThat(fresh.meter().awaitAnswers(10, LIMIT)).isTrue();

      ProbeReport kept = keepAlive.report();
      ProbeReport anew = fresh.report();
      TimeObject object = object();
      assertThat(kept.longestGap()).isGreaterThanOrEqualTo(FROZEN);
      assertThat(anew.longestGap()).isGreaterThanOrEqualTo(FROZEN);
      assertThat(kept.connections()).isEqualTo(1);
      assertThat(kept.failures()).isZero();
      assertThat(anew.connections()).isGreaterThan(1);
      assertThat(kept.instances()).isEqualTo(1);
      assertThat(kept.counterFell()).isFalse();
      assertThat(object.contiguous()).isTrue();
      assertThat(object.missing(kept.last().saved())).isZero();
      assertThat(object.longestInterval()).isGreaterThanOrEqualTo(FROZEN.minusMillis(50));
    }
  }

  @Test
  void aLineThatTheStoreCouldNotTakeIsLateButNotDropped() throws InterruptedException {
    try (var probe = HttpProbe.start(new KeepAliveConnection(address))) {
      awaitAnswer(probe, answer -> answer.saved() >= 1);
      storeHost.signal("STOP");
      long counter = probe.report().last().counter();
      // The service gives a PUT up after two seconds, so this spans a repetition.
      awaitAnswer(probe, answer -> answer.counter() >= counter + 4);
      assertThat(probe.report().last().saved()).isLessThan(counter + 4);
      storeHost.signal("CONT");
      awaitAnswer(probe, answer -> answer.saved() >= counter + 5);

      TimeObject object = object();
      assertThat(object.contiguous()).isTrue();
      assertThat(object.missing(counter + 5)).isZero();
    }
  }

  @Test
  void aServiceThatBeganAnewIsAnotherInstanceWhoseCounterFell() throws InterruptedException {
    try (var probe = HttpProbe.start(new KeepAliveConnection(address))) {
      awaitAnswer(probe, answer -> answer.counter() >= 2);
      String before = probe.report().last().instance();
      service.close();
      service = start(WorkloadRoot.unpacked(WorkloadImages.timeService()));
      awaitAnswer(probe, answer -> !answer.instance().equals(before) && answer.saved() >= 1);

      ProbeReport report = probe.report();
      assertThat(report.instances()).isEqualTo(2);
      assertThat(report.counterFell()).isTrue();
      assertThat(report.failures()).isPositive();
      assertThat(report.connections()).isGreaterThan(1);
    }
  }

  @Test
  void theStoresSecretIsReadableByItsOwnerAlone() throws IOException {
    Path properties = directory.resolve("store/s3proxy.properties");

    assertThat(Files.readString(properties)).contains(store.secretKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(properties)))
        .isEqualTo("rw-------");
    assertThat(store.toString()).doesNotContain(store.secretKey());
  }

  private Workload start(Path root) {
    return Workload.start(
        root,
        Map.of(
            "S3_ENDPOINT", store.endpoint().toString(),
            "AWS_ACCESS_KEY_ID", store.accessKey(),
            "AWS_SECRET_ACCESS_KEY", store.secretKey(),
            "HOST", "127.0.0.1",
            "PORT", Integer.toString(port)),
        WorkloadImages.TIME_SERVICE_COMMAND,
        directory.resolve("service.log"));
  }

  private static void awaitAnswer(HttpProbe probe, Predicate<TimeAnswer> wanted) {
    await().atMost(LIMIT).until(() -> wanted.test(probe.report().last()));
  }

  private TimeObject object() {
    try (var reader = new ObjectReader(store)) {
      return TimeObject.parse(reader.text("drayage", "time.txt"));
    }
  }
}
