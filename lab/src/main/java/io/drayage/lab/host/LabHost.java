package io.drayage.lab.host;

import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.ProcessId;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A host of a lab that is up: runs commands in it, keeps services running in it, and reaches its
 * files from the machine. Safe for use from several threads.
 */
public final class LabHost {
  // In the host's cgroup first, then in its namespaces; "$@" is the command.
  private static final String ENTER =
      """
      for procs in $CGROUPS; do echo 0 >"$procs"; done
      exec nsenter -t "$INIT" -m -p -u -n -i env -i \
        PATH="$PATH" HOME=/root LC_ALL=C.UTF-8 ${TERM:+TERM="$TERM"} "$@"
      """;
  // Detached: init becomes the parent, and nothing of the caller is inherited.
  private static final String DETACH =
      """
      name=$1; shift
      printf '%s\\0' "$@" >"/run/drayage/$name.command"
      setsid "$@" </dev/null >>"/var/log/drayage/$name.log" 2>&1 &
      echo $! >"/run/drayage/$name.pid"
      """;

  private static final String KEEPER = "/io/drayage/lab/service/keep-descriptors.pl";
  private static final String SUPERVISOR = "/run/drayage/keep-descriptors.pl";

  private final HostPlace place;
  private final ProcessId init;
  private final String address;

  private LabHost(HostPlace place, ProcessId init, String address) {
    this.place = place;
    this.init = init;
    this.address = address;
  }

  /**
   * A host by its recorded pid 1, if that runs.
   *
   * @param address the host's address in the lab
   */
  public static Optional<LabHost> find(String lab, String host, String address) {
    HostPlace place = new HostPlace(lab, host);
    return ProcessId.read(place.init())
        .filter(ProcessId::isRunning)
        .map(init -> new LabHost(place, init, address));
  }

  public String name() {
    return place.name();
  }

  /** Its IPv4 address in the lab. */
  public String address() {
    return address;
  }

  /** Its pid 1, as the machine sees it; the host dies with that process. */
  public ProcessId init() {
    return init;
  }

  /** A path of the host as the machine reaches it. */
  public Path path(String inHost) {
    return init.proc().resolve("root").resolve(inHost.substring(1));
  }

  /** Where the output of a service goes, on the machine. */
  public Path log(String service) {
    return place.logs().resolve(service + ".log");
  }

  /** Path of the cgroup that the host's containers belong below. */
  public String cgroupParent() {
    return place.cgroups().parent(place.name());
  }

  /**
   * A command in the host, for the caller to run; its environment holds nothing of the caller's.
   */
  public Subprocess command(List<String> command) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", ENTER, "enter"));
    words.addAll(command);
    return Commands.of(words)
        .env("INIT", Long.toString(init.pid()))
        .env(
            "CGROUPS",
            place.cgroups().procs(place.name()).stream()
                .map(Path::toString)
                .collect(Collectors.joining(" ")))
        .env("TERM", System.getenv().getOrDefault("TERM", ""));
  }

  /**
   * A command in the host, for the caller to run; its environment holds nothing of the caller's.
   */
  public Subprocess command(String... command) {
    return command(List.of(command));
  }

  /**
   * Starts a service: a process of the host that outlives the caller, with its output in {@link
   * #log}.
   *
   * @param service its name: of the log and of /run/drayage/NAME.pid
   * @throws io.drayage.platform.process.SubprocessException when it cannot be started
   */
  public void start(String service, List<String> command) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", DETACH, "detach", service));
    words.addAll(command);
    command(words).runOrThrow();
  }

  /**
   * Starts a service under a supervisor that starts it again when it dies, and keeps its
   * descriptors meanwhile, as systemd does on a real host.
   *
   * @param service as for {@link #start}
   */
  public void startSupervised(String service, List<String> command) {
    write(SUPERVISOR, resource(KEEPER));
    List<String> words = new ArrayList<>(List.of("perl", SUPERVISOR, socket(service)));
    words.addAll(command);
    start(service, words);
  }

  /**
   * Starts a service that ended, as it was started before.
   *
   * @throws LabException when it never was
   */
  public void restart(String service) {
    if (isSupervised(service)) {
      // Its supervisor, which lives, starts it.
      delete(hold(service));
      return;
    }
    Path file = path("/run/drayage/" + service + ".command");
    try {
      List<String> words = List.of(Files.readString(file).split("\0", -1));
      start(service, words.subList(0, words.size() - 1));
    } catch (IOException e) {
      throw new LabException("host " + name() + " never had a service " + service, e);
    }
  }

  /** Whether a service that was started still runs. */
  public boolean isRunning(String service) {
    return servicePid(service).filter(pid -> Files.exists(path("/proc/" + pid))).isPresent();
  }

  /**
   * Sends a signal (KILL, TERM, STOP …) to a service, if it runs. One that is killed so stays dead
   * until {@link #restart}, supervised or not.
   */
  public void signal(String service, String signal) {
    Optional<String> pid = servicePid(service);
    if (isSupervised(service)) {
      if (signal.equals("KILL")) {
        write(hold(service), "");
      }
      pid.ifPresent(parent -> command("pkill", "-" + signal, "-P", parent).run());
    } else {
      pid.ifPresent(process -> command("kill", "-s", signal, process).run());
    }
  }

  /** Writes a file of the host, readable by its root alone from the first byte on. */
  public void write(String inHost, String text) {
    Path file = path(inHost);
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-------");
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new LabException(
          "cannot write %s of %s: %s".formatted(inHost, name(), e.getMessage()), e);
    }
  }

  private boolean isSupervised(String service) {
    return isRunning(service) && Files.exists(path(socket(service)));
  }

  private static String socket(String service) {
    return "/run/drayage/" + service + ".notify";
  }

  private static String hold(String service) {
    return socket(service) + ".hold";
  }

  private void delete(String inHost) {
    try {
      Files.deleteIfExists(path(inHost));
    } catch (IOException e) {
      throw new LabException("cannot delete %s of %s".formatted(inHost, name()), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(LabHost.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("resource %s cannot be read".formatted(name), e);
    }
  }

  private Optional<String> servicePid(String service) {
    try {
      String pid = Files.readString(path("/run/drayage/" + service + ".pid")).strip();
      return pid.matches("\\d+") ? Optional.of(pid) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
