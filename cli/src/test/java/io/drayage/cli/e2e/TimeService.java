package io.drayage.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.demo.client.HttpProbe;
import io.drayage.lab.demo.client.KeepAliveConnection;
import io.drayage.lab.demo.client.ProbeReport;
import io.drayage.lab.demo.store.ObjectReader;
import io.drayage.lab.demo.store.StoreAccess;
import io.drayage.lab.demo.store.TimeObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The demonstration's time service (thesis, chapter 5) under a client that asks it all the time on
 * one open connection; closing it ends the client.
 */
record TimeService(HttpProbe client, ObjectReader reader) implements AutoCloseable {
  private static final String BUCKET = "drayage";
  private static final String KEY = "time.txt";
  private static final int PORT = 8080;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The environment of its container; holds the store's secret key. */
  static Map<String, String> environment(StoreAccess store) {
    return Map.of(
        "S3_ENDPOINT", store.endpoint().toString(),
        "S3_BUCKET", BUCKET,
        "S3_KEY", KEY,
        "AWS_REGION", StoreAccess.REGION,
        "AWS_ACCESS_KEY_ID", store.accessKey(),
        "AWS_SECRET_ACCESS_KEY", store.secretKey(),
        "PORT", Integer.toString(PORT));
  }

  /** Starts to ask it. */
  static TimeService at(String address, StoreAccess store) {
    var connection = new KeepAliveConnection(URI.create("http://" + address + ":" + PORT + "/"));
    return new TimeService(HttpProbe.start(connection), new ObjectReader(store));
  }

  /** Waits until the store has acknowledged so many further lines. */
  void awaitSaved(int more) {
    long before = client.report().last().saved();
    await().atMost(PATIENCE).until(() -> client.report().last().saved() >= before + more);
  }

  /** The same process counts on, over the one connection, and the store has each line it took. */
  void mustHaveLostNothing() {
    ProbeReport seen = client.report();
    assertThat(seen.instances()).isEqualTo(1);
    assertThat(seen.counterFell()).isFalse();
    assertThat(seen.connections()).isEqualTo(1);
    TimeObject object = TimeObject.parse(reader.text(BUCKET, KEY));
    assertThat(object.contiguous()).as(object.toString()).isTrue();
    assertThat(object.missing(seen.last().saved())).isZero();
  }

  @Override
  public void close() {
    client.close();
    reader.close();
  }
}
