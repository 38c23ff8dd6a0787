package io.drayage.runtime.criu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CRIU's log of one dump or restore, put into words: which resource stood in the way and what to do
 * about it.
 */
public final class CriuLog {
  private record Reading(Pattern pattern, String words) {}

  /** The first that matches wins; {@code $1} stands for the pattern's first group. */
  private static final List<Reading> READINGS =
      List.of(
          reading(
              "anon_inode:\\[io_uring\\]",
              "it uses io_uring, which CRIU cannot dump: run it under the default seccomp profile, or switch io_uring off in the program"),
          reading(
              "anon_inode:\\[([a-z_-]+)\\]",
              "it holds a kernel object ($1) that CRIU cannot dump: have the program close it"),
          reading(
              "Can't get rlimit \\d+|Can't set rlimit",
              "the host refuses CRIU access to its resource limits: give the agent CAP_SYS_RESOURCE"),
          reading(
              "Can't lookup mount=\\d+ for fd=-?\\d+ path=(\\S+)",
              "it has a file open that does not belong to it ($1): close it, or bring it in as a volume"),
          reading(
              "External socket is used|unix: .*ino \\d+ .*has external peer",
              "it is connected by a Unix socket to a process outside: close that connection first"),
          reading(
              "Can't dump ghost file (\\S+)",
              "it holds a large deleted file open ($1): have the program close it"),
          reading("tty: .*(Found|Can't)", "it uses a terminal of the host: run it without one"),
          reading(
              "Unsupported (?:netlink )?(?:socket|proto)\\S* ?(.*)",
              "it uses a kind of socket that CRIU cannot dump ($1): have the program close it"),
          reading(
              "Some file locks are hold",
              "it holds file locks together with a process outside: release them first"),
          reading(
              "task-diag|ptrace.*Operation not permitted|seize.*Operation not permitted",
              "another program traces it: detach the debugger"),
          reading(
              "File (\\S+) has bad (?:size|mtime|mode)",
              "its file $1 differs from the one on the source: give both hosts the same image"),
          reading(
              "Can't bind inet socket back|inet: .*Can't bind",
              "its address is not on the destination: check that the address is free there"),
          reading(
              "cpu_cap|CPU .*(?:mismatch|capabilities)|fpu.*mismatch",
              "the destination's CPU lacks features it uses: choose a host with the same CPU features"),
          reading(
              "No space left on device|Cannot allocate memory|ENOMEM",
              "the host ran out of memory for it: free memory or choose another host"));

  private static final Pattern ERROR =
      Pattern.compile("\\(\\d+\\.\\d+\\)\\s+(?:pie:\\s+)?(?:\\d+: )?Error (.*)");

  /** Errors that every dump and restore on a host without CAP_SYS_RESOURCE logs and survives. */
  private static final Pattern HARMLESS = Pattern.compile("Can't setup RLIMIT_NOFILE for self");

  private CriuLog() {}

  /**
   * What stood in the way, in one clause that starts with "it" or names CRIU's first error; empty
   * when the log cannot be read or has no error.
   */
  public static Optional<String> explain(Path log) {
    try {
      return explain(Files.readString(log));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static Optional<String> explain(String log) {
    List<String> errors =
        log.lines()
            .map(ERROR::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1))
            .filter(error -> !HARMLESS.matcher(error).find())
            .toList();
    for (Reading reading : READINGS) {
      for (String error : errors) {
        Matcher matcher = reading.pattern().matcher(error);
        if (matcher.find()) {
          String group = matcher.groupCount() > 0 ? String.valueOf(matcher.group(1)) : "";
          return Optional.of(reading.words().replace("$1", group));
        }
      }
    }
    return errors.stream().findFirst().map(error -> "CRIU says: " + error);
  }

  private static Reading reading(String pattern, String words) {
    return new Reading(Pattern.compile(pattern), words);
  }
}
