package io.drayage.controller.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.api.GroupRequest;
import io.drayage.api.GroupRequest.Wanted;
import io.drayage.api.HostView;
import io.drayage.controller.request.RequestException;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.group.GroupKind;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.GroupTerms;
import io.drayage.model.group.Member;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.MoveGroup;
import io.drayage.model.group.Strategy;
import io.drayage.model.host.Host;
import io.drayage.model.host.HostState;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.MoveTerms;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WishesTest {
  private static final long GIB = 1L << 30;

  @TempDir private Path data;
  private final Map<String, HostView> hosts = new HashMap<>();
  private final Map<String, OwnedContainer> containers = new HashMap<>();
  private Journal journal;

  @BeforeEach
  void open() {
    journal = Journal.open(data.resolve("journal.db"));
    host("madrid-1", "gcp", 0);
    host("madrid-2", "gcp", 0);
    host("frankfurt", "aws", 0);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aDrainTakesWhatIsToRunOnTheHostAndSaysWhatStays() {
    container("b", "madrid-1", OwnedContainer.Wanted.RUNNING);
    container("a", "madrid-1", OwnedContainer.Wanted.RUNNING);
    container("idle", "madrid-1", OwnedContainer.Wanted.STOPPED);
    container("elsewhere", "frankfurt", OwnedContainer.Wanted.RUNNING);

    Wishes wishes = wishes(GroupKind.DRAIN, "madrid-1", List.of());

    assertThat(wishes.members()).extracting(Wanted::container).containsExactly("a", "b");
    assertThat(wishes.leaving()).containsExactly("madrid-1");
    assertThat(wishes.notes()).containsExactly("idle is stopped: it stays on madrid-1");
  }

  @Test
  void anEvacuationTakesAllHostsOfTheProviderAndNoHostsName() {
    container("one", "madrid-1", OwnedContainer.Wanted.RUNNING);
    container("two", "madrid-2", OwnedContainer.Wanted.RUNNING);
    container("elsewhere", "frankfurt", OwnedContainer.Wanted.RUNNING);

    Wishes wishes = wishes(GroupKind.EVACUATE, "gcp", List.of());

    assertThat(wishes.members()).extracting(Wanted::container).containsExactly("one", "two");
    assertThat(wishes.leaving()).containsExactly("madrid-1", "madrid-2");
    assertThatThrownBy(() -> wishes(GroupKind.EVACUATE, "madrid-1", List.of()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("dray drain madrid-1");
    assertThatThrownBy(() -> wishes(GroupKind.EVACUATE, "azure", List.of()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("neither a host nor a provider is named azure");
  }

  @Test
  void aRebalancingTakesFromTheFullestAndTakesNothingBackAtOnce() {
    hosts.clear();
    host("madrid-1", "gcp", 4 * GIB);
    host("frankfurt", "aws", 0);
    for (String name : List.of("a", "b", "c", "d")) {
      container(name, "madrid-1", OwnedContainer.Wanted.RUNNING);
    }

    Wishes wishes = wishes(GroupKind.REBALANCE, "", List.of());

    assertThat(wishes.members()).hasSize(2).extracting(Wanted::to).containsOnly("frankfurt");
    assertThat(wishes.gain()).contains("after 2 moves");

    List<Wanted> again =
        Wishes.of(
                request(GroupKind.REBALANCE, "", List.of()),
                fleet(),
                journal.applications(),
                List.of(rebalanced("a", "frankfurt", "madrid-1")),
                (container, host) -> true)
            .members();
    assertThat(again).extracting(Wanted::container).doesNotContain("a");
  }

  @Test
  void whatContradictsItselfIsRefused() {
    List<Wanted> none = List.of();
    refused(none, "a group without containers");
    refused(List.of(wanted("a", 0), wanted("a", 1)), "container a is named twice");
    refused(List.of(wanted("a", -1)), "wave -1 is not valid");
    refused(List.of(wanted("a", 5001)), "wave 5001 is not valid");
    refused(List.of(wanted("a", 0, "b"), wanted("b", 0, "a")), "container a waits for b");
    refused(List.of(wanted("a", 0, "gone")), "container a waits for gone");
    refused(
        List.of(wanted("a", 0, "b"), wanted("b", 1)),
        "container a waits for b, which is in a later wave");
    refused(
        IntStream.rangeClosed(0, 5000).mapToObj(i -> wanted("c" + i, 0)).toList(),
        "at most 5000 containers");
  }

  @Test
  void dependenciesWithinAWaveAndOnAnEarlierOneAreTaken() {
    List<Wanted> members = List.of(wanted("c", 1, "a"), wanted("b", 0, "a"), wanted("a", 0));

    assertThat(wishes(GroupKind.MIGRATE, "", members).members()).isEqualTo(members);
  }

  private void refused(List<Wanted> members, String why) {
    assertThatThrownBy(() -> wishes(GroupKind.MIGRATE, "", members))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(why);
  }

  private Wishes wishes(GroupKind kind, String subject, List<Wanted> members) {
    return Wishes.of(
        request(kind, subject, members),
        fleet(),
        journal.applications(),
        List.of(),
        (container, host) -> true);
  }

  private Fleet fleet() {
    return new Fleet(hosts, containers, Set.copyOf(containers.keySet()), Map.of());
  }

  private static GroupRequest request(GroupKind kind, String subject, List<Wanted> members) {
    return new GroupRequest(
        kind,
        subject,
        members,
        List.of(),
        "waves",
        "adaptive",
        0,
        "auto",
        MemoryLimits.NONE,
        List.of(),
        0,
        false);
  }

  private static Wanted wanted(String container, int wave, String... after) {
    return new Wanted(container, "", wave, List.of(after));
  }

  private void host(String name, String cloud, long reserved) {
    hosts.put(
        name,
        new HostView(
            new Host(name, cloud, "region-1", "ES", "10.0.0.1", 5 * GIB),
            HostState.UP,
            reserved,
            "",
            Optional.empty()));
  }

  private void container(String name, String host, OwnedContainer.Wanted wanted) {
    var spec =
        new ContainerSpec(
            name,
            "image",
            List.of(),
            List.of("sh"),
            List.of(),
            "/",
            "",
            List.of(),
            GIB,
            "10.0.0.9",
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    containers.put(name, new OwnedContainer(spec, "image", host, 1, wanted, Instant.EPOCH));
  }

  private static MoveGroup rebalanced(String container, String from, String to) {
    return new MoveGroup(
        "g-1",
        GroupKind.REBALANCE,
        "",
        Strategy.WAVES,
        GroupState.MOVED,
        1,
        new GroupTerms("adaptive", 0, "auto", MoveTerms.NONE, Optional.empty()),
        Instant.EPOCH,
        Optional.of(Instant.EPOCH),
        "",
        List.of(Member.waiting(container, from, to, 0, List.of(), "", 0, 0).in(MemberState.MOVED)));
  }
}
