package io.drayage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.journal.ApplicationRecords.Kept;
import io.drayage.journal.ApplicationRecords.Member;
import io.drayage.model.container.HostEntry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationRecordsTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

  private @TempDir Path directory;

  @Test
  void anApplicationKeepsTheTimeItWasFirstApplied() {
    try (Journal journal = open()) {
      journal.applications().put("shop", "{}", THEN);
      journal.applications().put("shop", "{\"b\":1}", NOW);
    }
    try (Journal journal = open()) {
      assertThat(journal.applications().all())
          .containsExactly(new Kept("shop", "{\"b\":1}", THEN, NOW));
    }
  }

  @Test
  void aMembersNameAndAddressAreItsAlone() {
    try (Journal journal = open()) {
      ApplicationRecords applications = journal.applications();
      applications.put("shop", "{}", THEN);
      Member first = member("api", 2, "10.0.0.2");

      assertThat(applications.add(first)).isTrue();
      assertThat(applications.add(member("api", 1, "10.0.0.2"))).as("same address").isFalse();
      assertThat(applications.add(member("api", 2, "10.0.0.3"))).as("same name").isFalse();
      assertThat(applications.add(member("api", 1, "10.0.0.1"))).isTrue();
      applications.define("shop-api-2", "{\"d\":1}");

      assertThat(applications.members("shop"))
          .extracting(Member::container, Member::definition)
          .containsExactly(Tuple.tuple("shop-api-1", ""), Tuple.tuple("shop-api-2", "{\"d\":1}"));
      assertThat(applications.addresses()).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
      applications.removeMember("shop-api-1");
      assertThat(applications.member("shop-api-1")).isEmpty();
      applications.remove("shop");
      assertThat(applications.find("shop")).isEmpty();
      assertThat(applications.addresses()).isEmpty();
    }
  }

  @Test
  void whatAContainersHostsFileHasIsKeptWithIt() {
    try (Journal journal = open()) {
      journal.containers().add(Containers.on("madrid", "web", "10.0.0.1"));
      var entry = new HostEntry("10.0.0.2", List.of("db", "shop-db-1"));

      journal.containers().setHosts("web", List.of(entry));

      assertThat(journal.containers().find("web").orElseThrow().spec().hosts())
          .containsExactly(entry);
    }
  }

  private Journal open() {
    return Journal.open(directory.resolve("journal.db"));
  }

  private static Member member(String service, int replica, String address) {
    return new Member(
        "shop-%s-%d".formatted(service, replica), "shop", service, replica, address, "");
  }
}
