package io.drayage.controller.container;

import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The IPv4 addresses of the containers' own network. Pure; the caller knows which are taken.
 *
 * @param first the network's first address as a number
 * @param count how many addresses the network has
 */
record AddressPool(long first, long count) {
  private static final Pattern PREFIX =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})/([0-9]{1,2})");

  /**
   * Reads a prefix such as {@code 10.96.128.0/17}.
   *
   * @throws IllegalArgumentException when it is none, or longer than /30
   */
  static AddressPool parse(String prefix) {
    Matcher form = PREFIX.matcher(prefix);
    int length = form.matches() ? Integer.parseInt(form.group(5)) : -1;
    if (length < 8 || length > 30) {
      throw invalid(prefix);
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(form.group(i));
      if (octet > 255) {
        throw invalid(prefix);
      }
      address = address << 8 | octet;
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

  private static IllegalArgumentException invalid(String prefix) {
    return new IllegalArgumentException(
        "containers.subnet '%s' is not valid: write an IPv4 prefix of /8 to /30".formatted(prefix));
  }

  private static String text(long address) {
    return "%d.%d.%d.%d"
        .formatted(address >> 24 & 0xff, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
  }
}
