package io.drayage.model.container;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port of a container that the hosts' gateways take requests in for.
 *
 * @param entry the gateways' TCP port, 1 to 65535; 0 for HTTP by the container's domain name
 * @param port the container's, 1 to 65535
 */
public record Publication(int entry, int port) {
  private static final Pattern HTTP = Pattern.compile("http:(\\d{1,5})");
  private static final Pattern TCP = Pattern.compile("tcp:(\\d{1,5})(?::(\\d{1,5}))?");
  private static final int LARGEST = 65535;
  private static final int MOST = 16;

  public Publication {
    if (entry < 0 || entry > LARGEST || port < 1 || port > LARGEST) {
      throw new IllegalArgumentException("a port is from 1 to " + LARGEST);
    }
  }

  /** Whether it is HTTP, told apart by the name that a request asks for. */
  public boolean byName() {
    return entry == 0;
  }

  /**
   * Reads publications as a label has them, separated by commas: {@code http:PORT} or {@code
   * tcp:ENTRY[:PORT]} each; empty for none.
   *
   * @throws IllegalArgumentException when one has another form
   */
  public static List<Publication> parseAll(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<Publication> all = Arrays.stream(text.split(",", -1)).map(Publication::parse).toList();
    if (all.size() > MOST
        || all.stream().mapToInt(Publication::entry).distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "'%s' publishes one entry twice, or more than %d: name each once".formatted(text, MOST));
    }
    return all;
  }

  private static Publication parse(String text) {
    Matcher http = HTTP.matcher(text.strip());
    Matcher tcp = TCP.matcher(text.strip());
    try {
      if (http.matches()) {
        return new Publication(0, Integer.parseInt(http.group(1)));
      }
      if (tcp.matches() && !tcp.group(1).matches("0+")) {
        String port = tcp.group(2) == null ? tcp.group(1) : tcp.group(2);
        return new Publication(Integer.parseInt(tcp.group(1)), Integer.parseInt(port));
      }
    } catch (IllegalArgumentException e) {
      throw wrong(text, e);
    }
    throw wrong(text, new IllegalArgumentException("it has another form"));
  }

  private static IllegalArgumentException wrong(String text, Exception cause) {
    return new IllegalArgumentException(
        "'%s' is not a publication: write http:PORT or tcp:ENTRY[:PORT], ports from 1 to %d"
            .formatted(text, LARGEST),
        cause);
  }
}
