package io.drayage.lab.host;

/** What a host has of a container, outside the cached layers and the logs. */
public final class Traces {
  private Traces() {}

  /**
   * One line for each file, control group, mount, or process; empty when there is nothing. The
   * machine's control groups show those of other labs too, so the host's own is named in full.
   */
  public static String of(LabHost host, String container) {
    return host.command(
            "sh",
            "-c",
            """
            find /run /var/lib/drayage/containers /tmp -xdev -name "*$1*" | grep -v /root/
            find /sys/fs/cgroup -path "*$2/$1"
            grep "/$1[/ ]" /proc/mounts
            ps axo args | grep "^conmon --cid $1 "
            ps axo comm | grep -x criu
            true
            """,
            "sh",
            container,
            host.cgroupParent())
        .runOrThrow()
        .stdout()
        .strip();
  }
}
