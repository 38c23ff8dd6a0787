package io.drayage.controller.app;

import static io.drayage.controller.app.Services.service;
import static io.drayage.controller.app.Services.shop;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.application.Application;
import io.drayage.journal.ApplicationRecords.Member;
import io.drayage.model.container.HostEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final Application SHOP = shop(service("db", 1), service("api", 3, "db"));
  private static final List<Member> MEMBERS =
      List.of(member("db", 1), member("api", 1), member("api", 2), member("api", 3));

  @Test
  void everyServiceAndReplicaIsFoundByName() {
    assertThat(Directory.of(SHOP, MEMBERS, member("db", 1)).stream().map(HostEntry::toString))
        .containsExactly(
            "10.0.0.1 db",
            "10.0.1.1 api shop-api-1",
            "10.0.1.2 api shop-api-2",
            "10.0.1.3 api shop-api-3");
  }

  @Test
  void eachReaderFindsAnotherReplicaFirst() {
    assertThat(
            Directory.of(SHOP, MEMBERS, member("api", 2)).stream()
                .filter(entry -> entry.names().getFirst().equals("api"))
                .map(HostEntry::address))
        .containsExactly("10.0.1.2", "10.0.1.3", "10.0.1.1");
  }

  private static Member member(String service, int replica) {
    return new Member(
        "shop-%s-%d".formatted(service, replica),
        "shop",
        service,
        replica,
        "10.0.%d.%d".formatted(service.equals("db") ? 0 : 1, replica),
        "");
  }
}
