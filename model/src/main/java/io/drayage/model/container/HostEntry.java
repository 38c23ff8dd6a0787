package io.drayage.model.container;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a container's {@code /etc/hosts} (hosts(5)): names by which it finds another machine.
 *
 * @param address IPv4 or IPv6 address
 * @param names at least one; letters, digits and {@code . _ -}, the first the canonical one
 */
public record HostEntry(String address, List<String> names) {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|(?=[^:]*:)[0-9a-fA-F:.]{2,45}");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]{0,251}[A-Za-z0-9_])?");

  public HostEntry {
    names = List.copyOf(names);
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "address '%s' of a host is not valid: write an IP address".formatted(address));
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "address %s of a host has no name: give it one".formatted(address));
    }
    for (String name : names) {
      // Each goes into a file as it is, where a line's end would begin another entry.
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "host name '%s' is not valid: use letters, digits and . _ - between them"
                .formatted(name.length() > 80 ? name.substring(0, 80) + "…" : name));
      }
    }
  }

  /** The line as the file has it, without its end. */
  @Override
  public String toString() {
    return address + " " + String.join(" ", names);
  }
}
