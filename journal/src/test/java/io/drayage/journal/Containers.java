package io.drayage.journal;

import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.Volume;
import java.time.Instant;
import java.util.List;

/** Containers to write into a journal. */
final class Containers {
  static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678901Z");

  private Containers() {}

  static OwnedContainer on(String host, String name, String address) {
    var spec =
        new ContainerSpec(
            name,
            "sha256:" + "a".repeat(64),
            List.of("sha256:" + "b".repeat(64)),
            List.of("redis-server", "--port", "6379"),
            List.of("LANG=C.UTF-8"),
            "/data",
            "999:999",
            List.of(new Volume("data", "/data")),
            1L << 30,
            address);
    return new OwnedContainer(spec, "redis", host, 1, Wanted.RUNNING, CREATED);
  }
}
