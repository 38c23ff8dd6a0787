package io.drayage.application.compose;

import io.drayage.application.Service;
import io.drayage.application.document.Section;
import io.drayage.model.container.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service's {@code healthcheck}. Drayage runs no command in a container; it connects to a port or
 * asks by HTTP. A test that does the same by curl, wget or nc is taken for what it asks.
 */
final class HealthReader {
  /**
   * What was found.
   *
   * @param command a test that Drayage cannot make
   */
  record Health(Optional<HealthCheck> check, long patienceSeconds, Optional<String> command) {
    static final Health NONE = new Health(Optional.empty(), Service.PATIENCE, Optional.empty());
  }

  private static final String LOOPBACK = "(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1])";
  private static final Pattern HTTP =
      Pattern.compile(
          "http://" + LOOPBACK + "(?::([0-9]{1,5}))?(/[^\\s\"'|;&]*)?(?=[\\s\"'|;&]|$)");
  private static final Pattern CONNECT =
      Pattern.compile(
          "(?:^|\\s)nc\\s+(?:-\\S+(?:\\s+[0-9]+)?\\s+)*"
              + LOOPBACK
              + "\\s+([0-9]{1,5})(?=[\\s|;&]|$)");
  private static final Pattern ASKS = Pattern.compile("(?:^|/|\\s)(?:curl|wget)\\s");
  private static final int HTTP_PORT = 80;
  private static final int RETRIES = 3;
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private HealthReader() {}

  /** Reads the section below a service's {@code healthcheck}. */
  static Health read(Section section) {
    long patience = patience(section);
    List<String> test = section.texts("test");
    if (section.flag("disable") || test.isEmpty() || test.getFirst().equals("NONE")) {
      section.end();
      return new Health(Optional.empty(), patience, Optional.empty());
    }
    String command =
        String.join(" ", test.getFirst().startsWith("CMD") ? test.subList(1, test.size()) : test);
    section.end();
    try {
      Optional<HealthCheck> check = understand(command);
      return new Health(
          check, patience, check.isPresent() ? Optional.empty() : Optional.of(command));
    } catch (IllegalArgumentException e) {
      throw section.wrong("test", String.valueOf(e.getMessage()));
    }
  }

  private static Optional<HealthCheck> understand(String command) {
    Matcher http = HTTP.matcher(command);
    if (ASKS.matcher(command).find() && http.find()) {
      int port = http.group(1) == null ? HTTP_PORT : Integer.parseInt(http.group(1));
      return Optional.of(new HealthCheck(port, http.group(2) == null ? "/" : http.group(2)));
    }
    Matcher connect = CONNECT.matcher(command);
    return connect.find()
        ? Optional.of(new HealthCheck(Integer.parseInt(connect.group(1)), ""))
        : Optional.empty();
  }

  /** As long as Docker would go on before it calls the container unhealthy. */
  private static long patience(Section section) {
    Duration start = duration(section, "start_period", Duration.ZERO);
    Duration interval = duration(section, "interval", INTERVAL);
    Duration timeout = duration(section, "timeout", Duration.ZERO);
    var _ = duration(section, "start_interval", Duration.ZERO);
    int retries = section.number("retries").orElse(RETRIES);
    if (retries < 0) {
      throw section.wrong("retries", "it is negative: use a number from 0 on");
    }
    Duration all = start.plus(interval.plus(timeout).multipliedBy(retries + 1L));
    return Math.clamp(all.toSeconds(), 10, 3600);
  }

  private static Duration duration(Section section, String key, Duration otherwise) {
    try {
      return section.text(key).map(Amounts::duration).orElse(otherwise);
    } catch (IllegalArgumentException e) {
      throw section.wrong(key, String.valueOf(e.getMessage()));
    }
  }
}
