package io.drayage.controller.container;

import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import java.util.Set;

/**
 * The IPv4 addresses of the containers' own network. Pure; the caller knows which are taken.
 *
 * @param first the network's first address as a number
 * @param count how many addresses the network has
 */
record AddressPool(long first, long count) {
  /**
   * Reads a prefix such as {@code 10.96.128.0/17}.
   *
   * @throws IllegalArgumentException when it is none, or longer than /30
   */
  static AddressPool parse(String prefix) {
    String[] parts = prefix.split("/", -1);
    String[] octets = parts[0].split("\\.", -1);
    int length = parts.length == 2 ? Integer.parseInt(parts[1]) : -1;
    if (octets.length != 4 || length < 8 || length > 30) {
      throw new IllegalArgumentException(
          "containers.subnet '%s' is not valid: write an IPv4 prefix of /8 to /30"
              .formatted(prefix));
    }
    long address = 0;
    for (String octet : octets) {
      address = address << 8 | Integer.parseInt(octet);
    }
    long count = 1L << (32 - length);
    return new AddressPool(address & -count, count);
  }

  /** The lowest address that is not taken; the first and the last are never given. */
  String next(Set<String> taken) {
    for (long offset = 1; offset < count - 1; offset++) {
      String address = text(first + offset);
      if (!taken.contains(address)) {
        return address;
      }
    }
    throw new RequestException(
        Reason.CONFLICT,
        "every address of the containers' network is taken: remove a container, or widen containers.subnet");
  }

  private static String text(long address) {
    return "%d.%d.%d.%d"
        .formatted(address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
  }
}
