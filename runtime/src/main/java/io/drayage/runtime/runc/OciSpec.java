package io.drayage.runtime.runc;

import io.drayage.runtime.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OCI runtime configuration ({@code config.json}) of a workload.
 *
 * <p>It mounts less than {@code runc spec}: CRIU packs and unpacks each tmpfs while the container
 * is frozen, which costs tens of milliseconds apiece. Capabilities are Docker's default set.
 */
final class OciSpec {
  static final List<String> CAPABILITIES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FSETID",
          "CAP_FOWNER",
          "CAP_MKNOD",
          "CAP_NET_RAW",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETFCAP",
          "CAP_SETPCAP",
          "CAP_NET_BIND_SERVICE",
          "CAP_SYS_CHROOT",
          "CAP_KILL",
          "CAP_AUDIT_WRITE");

  static final List<String> MASKED =
      List.of(
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/sched_debug");

  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private OciSpec() {}

  static Map<String, Object> of(Workload workload, Map<String, Object> seccomp) {
    var spec = new LinkedHashMap<String, Object>();
    spec.put("ociVersion", "1.0.2");
    spec.put("process", process(workload));
    spec.put("root", Map.of("path", workload.root().toString(), "readonly", false));
    spec.put("hostname", workload.name());
    spec.put("mounts", mounts(workload));
    spec.put("linux", linux(workload, seccomp));
    return spec;
  }

  private static Map<String, Object> process(Workload workload) {
    String[] ids = workload.user().split(":", 2);
    var process = new LinkedHashMap<String, Object>();
    process.put("terminal", false);
    process.put("user", Map.of("uid", Long.parseLong(ids[0]), "gid", Long.parseLong(ids[1])));
    process.put("args", workload.command());
    process.put("env", workload.env());
    process.put("cwd", workload.workdir());
    process.put("noNewPrivileges", true);
    process.put(
        "capabilities",
        Map.of("bounding", CAPABILITIES, "effective", CAPABILITIES, "permitted", CAPABILITIES));
    return process;
  }

  private static List<Map<String, Object>> mounts(Workload workload) {
    var mounts = new ArrayList<Map<String, Object>>();
    mounts.add(mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")));
    mounts.add(
        mount(
            "/dev/shm",
            "tmpfs",
            "shm",
            List.of("nosuid", "noexec", "nodev", "mode=1777", "size=65536k")));
    for (Workload.HostMount volume : workload.mounts()) {
      mounts.add(
          mount(volume.target(), "bind", volume.source().toString(), List.of("bind", "rprivate")));
    }
    return mounts;
  }

  private static Map<String, Object> mount(
      String destination, String type, String source, List<String> options) {
    return Map.of("destination", destination, "type", type, "source", source, "options", options);
  }

  private static Map<String, Object> linux(Workload workload, Map<String, Object> seccomp) {
    var resources = new LinkedHashMap<String, Object>();
    resources.put("devices", devices());
    if (workload.memoryBytes() > 0) {
      resources.put("memory", Map.of("limit", workload.memoryBytes()));
    }
    var linux = new LinkedHashMap<String, Object>();
    linux.put("cgroupsPath", workload.cgroup());
    linux.put("resources", resources);
    linux.put(
        "namespaces",
        List.of(
            Map.of("type", "pid"),
            Map.of("type", "ipc"),
            Map.of("type", "uts"),
            Map.of("type", "mount"),
            Map.of("type", "network", "path", workload.network().toString())));
    linux.put("seccomp", seccomp);
    linux.put("maskedPaths", MASKED);
    linux.put("readonlyPaths", READ_ONLY);
    return linux;
  }

  /** Deny every device; runc itself adds null, zero, full, random, urandom and tty. */
  private static List<Map<String, Object>> devices() {
    return List.of(Map.of("allow", false, "access", "rwm"));
  }
}
