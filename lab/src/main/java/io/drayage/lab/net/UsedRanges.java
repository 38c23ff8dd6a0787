package io.drayage.lab.net;

import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The IPv4 ranges that the machine has routes to already, so that a lab takes a free one. */
public final class UsedRanges {
  private final List<Range> ranges;

  private UsedRanges(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** The ranges in the machine's routing tables now, default routes aside. */
  public static UsedRanges ofThisMachine() {
    return parse(
        Commands.of("ip", "-4", "-j", "route", "show", "table", "all").runOrThrow().stdout());
  }

  static UsedRanges parse(String routes) {
    List<Range> ranges = new ArrayList<>();
    for (JsonNode route : Json.mapper().readTree(routes)) {
      String destination = route.path("dst").asString("default");
      if (!destination.equals("default")) {
        ranges.add(Range.parse(destination));
      }
    }
    return new UsedRanges(ranges);
  }

  /**
   * The first subnet that overlaps no range of this machine and that no other lab has claimed.
   *
   * @throws LabException when there is none
   */
  public Subnet firstFree(Set<Integer> claimed) {
    return IntStream.rangeClosed(0, Subnet.LAST_INDEX)
        .filter(index -> !claimed.contains(index))
        .mapToObj(Subnet::new)
        .filter(subnet -> !overlaps(Range.parse(subnet.cidr())))
        .findFirst()
        .orElseThrow(() ->
            new LabException(
                "no free address range for a lab: the machine has routes to all of 10.96.0.0/16"
                    + " to 10.255.0.0/16"));
  }

  private boolean overlaps(Range wanted) {
    return ranges.stream().anyMatch(wanted::overlaps);
  }

  /** Addresses first to last, as unsigned numbers. */
  private record Range(long first, long last) {
    static Range parse(String cidr) {
      int slash = cidr.indexOf('/');
      String address = slash < 0 ? cidr : cidr.substring(0, slash);
      int bits = slash < 0 ? 32 : Integer.parseInt(cidr.substring(slash + 1));
      String[] octets = address.split("\\.", -1);
      long first = 0;
      for (int i = 0; i < 4; i++) {
        // ip writes 10.96.0.0/16 as well as 10.96/16
        first = first << 8 | (i < octets.length ? Long.parseLong(octets[i]) : 0);
      }
      return new Range(first, first + (1L << (32 - bits)) - 1);
    }

    boolean overlaps(Range other) {
      return first <= other.last && other.first <= last;
    }
  }
}
