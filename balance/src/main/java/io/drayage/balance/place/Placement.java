package io.drayage.balance.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each of many containers finds room.
 *
 * @param hosts a host for each container that has one
 * @param unplaced why each of the others has none
 */
public record Placement(Map<String, String> hosts, Map<String, String> unplaced) {
  /** A room while it is filled. Owned by one call. */
  private static final class Filling {
    private final Room room;
    private long free;
    private int containers;
    private final Map<String, Integer> replicas;

    Filling(Room room) {
      this.room = room;
      this.free = room.freeBytes();
      this.containers = room.containers();
      this.replicas = new HashMap<>(room.replicas());
    }

    void take(Item item) {
      free -= item.memoryBytes();
      containers++;
      if (!item.service().isEmpty()) {
        replicas.merge(item.service(), 1, Integer::sum);
      }
    }

    int replicasOf(Item item) {
      return item.service().isEmpty() ? 0 : replicas.getOrDefault(item.service(), 0);
    }
  }

  /** An item with the rooms that the law leaves it. */
  private record Choice(Item item, List<Filling> lawful) {}

  /**
   * Places containers: the one with the fewest lawful hosts first, then the largest; each where the
   * fewest replicas of its service are, then where the fewest bytes must cross, then where the
   * fewest containers are.
   *
   * @param rooms never an item's own host
   */
  public static Placement of(List<Item> items, List<Room> rooms, Law law) {
    List<Filling> filling = rooms.stream().map(Filling::new).toList();
    List<Choice> choices = new ArrayList<>();
    for (Item item : items) {
      choices.add(
          new Choice(
              item,
              filling.stream()
                  .filter(one -> !one.room.host().equals(item.host()))
                  .filter(one -> law.allows(item, one.room))
                  .toList()));
    }
    choices.sort(
        Comparator.comparingInt((Choice choice) -> choice.lawful().size())
            .thenComparing(
                Comparator.comparingLong((Choice choice) -> choice.item().memoryBytes()).reversed())
            .thenComparing(choice -> choice.item().container()));
    Map<String, String> hosts = new LinkedHashMap<>();
    Map<String, String> unplaced = new LinkedHashMap<>();
    for (Choice choice : choices) {
      Item item = choice.item();
      choice.lawful().stream()
          .filter(one -> one.free >= item.memoryBytes())
          .min(
              Comparator.comparingInt((Filling one) -> one.replicasOf(item))
                  .thenComparingLong(one -> law.extraBytes(item, one.room))
                  .thenComparingInt(one -> one.containers)
                  .thenComparingLong(one -> -one.free)
                  .thenComparing(one -> one.room.host()))
          .ifPresentOrElse(
              one -> {
                one.take(item);
                hosts.put(item.container(), one.room.host());
              },
              () -> unplaced.put(item.container(), why(choice, rooms.size())));
    }
    return new Placement(hosts, unplaced);
  }

  private static String why(Choice choice, int rooms) {
    if (rooms == 0) {
      return "no host is there to take it";
    }
    return choice.lawful().isEmpty()
        ? "the policy allows none of the hosts that are there"
        : "no host that the policy allows has %d MiB of memory left"
            .formatted(choice.item().memoryBytes() >> 20);
  }
}
