package io.drayage.balance.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final Law ANYWHERE = (item, room) -> true;

  @Test
  void replicasSpread() {
    Placement placement =
        Placement.of(
            List.of(item("w1", "web", 1), item("w2", "web", 1), item("w3", "web", 1)),
            List.of(room("a", 10), room("b", 10), room("c", 10)),
            ANYWHERE);

    assertThat(placement.hosts().values()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void theOneWithTheFewestLawfulHostsIsPlacedFirst() {
    Law law = (item, room) -> !item.container().equals("bound") || room.host().equals("a");

    Placement placement =
        Placement.of(
            List.of(item("free", "", 8), item("bound", "", 6)),
            List.of(room("a", 10), room("b", 10)),
            law);

    assertThat(placement.hosts()).isEqualTo(Map.of("bound", "a", "free", "b"));
  }

  @Test
  void fewerBytesWinOverAnEmptierHost() {
    Law law =
        new Law() {
          @Override
          public boolean allows(Item item, Room room) {
            return true;
          }

          @Override
          public long extraBytes(Item item, Room room) {
            return room.host().equals("full") ? 0 : 1000;
          }
        };

    Placement placement =
        Placement.of(
            List.of(item("c", "", 1)),
            List.of(new Room("full", 10, 50, Map.of()), room("empty", 10)),
            law);

    assertThat(placement.hosts()).containsEntry("c", "full");
  }

  @Test
  void whoHasNoPlaceIsNamedWithTheReason() {
    Placement placement =
        Placement.of(
            List.of(item("big", "", 20 << 20), item("bound", "", 1)),
            List.of(room("a", 10 << 20)),
            (item, room) -> !item.container().equals("bound"));

    assertThat(placement.hosts()).isEmpty();
    assertThat(placement.unplaced().get("big")).contains("20 MiB");
    assertThat(placement.unplaced().get("bound")).contains("policy");
  }

  @Test
  void aThousandContainersFindLawfulRoomAndNoHostIsOverfull() {
    long seed = new Random().nextLong();
    System.out.println("PlacementTest seed " + seed);
    var random = new Random(seed);
    List<Item> items =
        IntStream.range(0, 1000)
            .mapToObj(i -> item("c" + i, "s" + random.nextInt(100), 1 + random.nextInt(64)))
            .toList();
    List<Room> rooms = IntStream.range(0, 100).mapToObj(i -> room("h" + i, 1000)).toList();
    Law law = (item, room) -> (item.container().hashCode() + room.host().hashCode()) % 3 != 0;
    long began = System.nanoTime();

    Placement placement = Placement.of(items, rooms, law);

    System.out.printf(
        "1,000 containers on 100 hosts: %d ms%n", (System.nanoTime() - began) / 1_000_000);
    assertThat(placement.hosts()).hasSize(1000);
    for (Room room : rooms) {
      var there =
          items.stream()
              .filter(item -> room.host().equals(placement.hosts().get(item.container())))
              .toList();
      assertThat(there).as("seed %d", seed).allMatch(item -> law.allows(item, room));
      assertThat(there.stream().mapToLong(Item::memoryBytes).sum())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(room.freeBytes());
    }
    assertThat(Placement.of(items, rooms, law)).isEqualTo(placement);
  }

  private static Item item(String name, String service, long memory) {
    return new Item(name, service, "home", memory);
  }

  private static Room room(String host, long free) {
    return new Room(host, free, 0, Map.of());
  }
}
