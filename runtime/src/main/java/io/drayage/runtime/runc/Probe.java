package io.drayage.runtime.runc;

import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import io.drayage.runtime.RuntimeFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at which of the programs the driver needs are there, and in which version. */
final class Probe {
  private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+(?:\\.\\d+)?)");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Probe() {}

  static RuntimeFacts look() {
    Optional<String> runc = version("runc");
    Optional<String> conmon = version("conmon");
    Optional<String> criu = version("criu");
    boolean usable = runc.isPresent() && conmon.isPresent();
    String runtime =
        usable
            ? "runc " + runc.orElseThrow()
            : "%s is not installed".formatted(runc.isEmpty() ? "runc" : "conmon");
    String checkpointer = criu.map(v -> "criu " + v).orElse("criu is not installed");
    boolean works = criu.isPresent() && usable;
    if (works) {
      Optional<String> refusal = checkRefusal();
      works = refusal.isEmpty();
      checkpointer = refusal.map(why -> "criu check fails: " + why).orElse(checkpointer);
    }
    return new RuntimeFacts(runtime, usable, checkpointer, works);
  }

  private static Optional<String> version(String program) {
    try {
      var result = Subprocess.of(program, "--version").timeout(LIMIT).run();
      Matcher matcher = VERSION.matcher(result.stdout());
      return result.succeeded() && matcher.find()
          ? Optional.of(matcher.group(1))
          : Optional.empty();
    } catch (SubprocessException e) {
      return Optional.empty();
    }
  }

  /** What {@code criu check} complains about; empty when it is content. */
  private static Optional<String> checkRefusal() {
    var result = Subprocess.of(List.of("criu", "check")).timeout(LIMIT).run();
    return result.succeeded()
        ? Optional.empty()
        : Optional.of(result.stderr().lines().reduce("", (a, b) -> b.isBlank() ? a : b));
  }
}
