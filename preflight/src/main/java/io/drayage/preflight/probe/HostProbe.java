package io.drayage.preflight.probe;

import io.drayage.platform.kernel.Sysctl;
import io.drayage.preflight.fact.Ability;
import io.drayage.preflight.fact.HostProfile;
import io.drayage.preflight.fact.Processor;
import io.drayage.preflight.fact.Version;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at this host. Thread-safe; what cannot change is looked at once, at the first time. */
public final class HostProbe {
  /**
   * What the agent knows already.
   *
   * @param criu words on CRIU with its version; empty when it does not work
   * @param runtime words on the runtime with its version; empty when it does not work
   * @param tracksDirtyPages whether the kernel tells which pages were written
   */
  public record Known(Optional<String> criu, Optional<String> runtime, boolean tracksDirtyPages) {}

  private static final Logger LOG = LoggerFactory.getLogger(HostProbe.class);
  private static final Path PROC = Path.of("/proc");
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
  private static final Path SECURITY = Path.of("/sys/kernel/security/lsm");
  private static final Path APPARMOR = Path.of("/sys/module/apparmor/parameters/enabled");
  private static final Path SELINUX = Path.of("/sys/fs/selinux/enforce");
  private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+(?:\\.\\d+)?)");
  private static final int CAP_SYS_RESOURCE = 24;

  /** rseq(2) came with it. */
  private static final Version FIRST_WITH_RSEQ = new Version(4, 18);

  private static final List<String> LIMITS =
      List.of(
          "fs.pipe-max-size",
          "kernel.pid_max",
          "kernel.threads-max",
          "vm.max_map_count",
          "vm.mmap_min_addr",
          "fs.nr_open",
          "fs.inotify.max_user_instances",
          "fs.inotify.max_user_watches");

  private final Path files;
  private final Path scratch;
  private final String address;
  private final Clock clock;
  private volatile Optional<Processor> processor = Optional.empty();

  /**
   * A probe of this host.
   *
   * @param files directory that holds containers' files
   * @param scratch directory of the agent's own, for moments
   * @param address at which other agents reach this host
   */
  public HostProbe(Path files, Path scratch, String address, Clock clock) {
    this.files = files;
    this.scratch = scratch;
    this.address = address;
    this.clock = clock;
  }

  /** Looks; tens of milliseconds, the first time some more. */
  public HostProfile look(Known known) {
    List<String> memory = ProcFile.lines(PROC.resolve("meminfo"));
    return new HostProfile(
        processor(),
        System.getProperty("os.version", "0"),
        abilities(known),
        known.criu().flatMap(HostProbe::version),
        known.runtime().flatMap(HostProbe::version),
        layout(),
        controllers(),
        securityModules(),
        fileSystems(),
        limits(),
        ProcFile.number(ProcFile.value(memory, "MemAvailable")) << 10,
        diskBytes(),
        ProcFile.number(ProcFile.value(memory, "HugePages_Free"))
            * (ProcFile.number(ProcFile.value(memory, "Hugepagesize")) << 10),
        addresses(),
        mtu(),
        clock.instant());
  }

  private Processor processor() {
    Processor found = processor.orElseGet(() -> ProcessorProbe.look(PROC, scratch));
    processor = Optional.of(found);
    return found;
  }

  private static Optional<String> version(String words) {
    Matcher matcher = VERSION.matcher(words);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Set<String> abilities(Known known) {
    Set<String> words = new HashSet<>();
    add(words, Ability.DIRTY_TRACKING, known.tracksDirtyPages());
    add(words, Ability.USERFAULTFD, Files.exists(PROC.resolve("sys/vm/unprivileged_userfaultfd")));
    add(words, Ability.TIME_NAMESPACES, Files.exists(PROC.resolve("self/ns/time")));
    add(words, Ability.IPV6, Files.exists(PROC.resolve("net/if_inet6")));
    Version kernel = Version.parse(System.getProperty("os.version", ""));
    add(words, Ability.RSEQ, kernel.compareTo(FIRST_WITH_RSEQ) >= 0);
    add(words, Ability.COMPAT_TASKS, Files.exists(PROC.resolve("sys/abi/vsyscall32")));
    long capabilities =
        ProcFile.value(ProcFile.lines(PROC.resolve("self/status")), "CapEff")
            .map(text -> Long.parseUnsignedLong(text, 16))
            .orElse(0L);
    add(words, Ability.RESOURCE_CAPABILITY, (capabilities >>> CAP_SYS_RESOURCE & 1) != 0);
    return Set.copyOf(words);
  }

  private static void add(Set<String> words, Ability ability, boolean has) {
    if (has) {
      words.add(ability.word());
    }
  }

  private static String layout() {
    if (Files.exists(CGROUPS.resolve("cgroup.controllers"))) {
      return "v2";
    }
    return Files.exists(CGROUPS.resolve("unified")) ? "hybrid" : "v1";
  }

  private static Set<String> controllers() {
    Path unified = CGROUPS.resolve("cgroup.controllers");
    if (Files.exists(unified)) {
      return new LinkedHashSet<>(
          ProcFile.lines(unified).stream().flatMap(l -> ProcFile.words(l).stream()).toList());
    }
    Set<String> found = new LinkedHashSet<>();
    for (String line : ProcFile.lines(PROC.resolve("cgroups"))) {
      String name = ProcFile.words(line).getFirst();
      if (Files.isDirectory(CGROUPS.resolve(name))) {
        found.add(name);
      }
    }
    return found;
  }

  private static Set<String> securityModules() {
    Set<String> modules = new LinkedHashSet<>();
    ProcFile.lines(SECURITY).forEach(line -> modules.addAll(List.of(line.split(",", -1))));
    if (ProcFile.lines(APPARMOR).contains("Y")) {
      modules.add("apparmor");
    }
    if (Files.exists(SELINUX)) {
      modules.add("selinux");
    }
    return modules;
  }

  private static Set<String> fileSystems() {
    Set<String> found = new LinkedHashSet<>();
    ProcFile.lines(PROC.resolve("filesystems"))
        .forEach(line -> found.add(ProcFile.words(line).getLast()));
    return found;
  }

  private static Map<String, Long> limits() {
    Map<String, Long> found = new HashMap<>();
    for (String name : LIMITS) {
      try {
        found.put(name, Sysctl.named(name).number());
      } catch (IOException e) {
        LOG.debug("{} is not known: {}", name, e.getMessage());
      }
    }
    return found;
  }

  private long diskBytes() {
    try {
      return Files.getFileStore(files).getUsableSpace();
    } catch (IOException e) {
      LOG.warn("The room in {} is not known: {}", files, e.getMessage());
      return 0;
    }
  }

  private static Set<String> addresses() {
    Set<String> found = new LinkedHashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getHostAddress)
          .forEach(found::add);
    } catch (SocketException e) {
      LOG.warn("This host's addresses are not known: {}", e.getMessage());
    }
    return found;
  }

  private Optional<Integer> mtu() {
    try {
      for (NetworkInterface link : NetworkInterface.networkInterfaces().toList()) {
        if (link.inetAddresses().anyMatch(a -> a.getHostAddress().equals(address))) {
          return Optional.of(link.getMTU());
        }
      }
    } catch (SocketException e) {
      LOG.warn("The MTU is not known: {}", e.getMessage());
    }
    return Optional.empty();
  }
}
