package io.drayage.application.compose;

import io.drayage.application.document.Section;

/**
 * The keys of a service that Drayage does not honour: those without which the service would be
 * another one are refused, the others named.
 */
final class Limits {
  private static final String ISOLATION =
      ": containers have Docker's default capabilities and seccomp profile, no_new_privs, and a network of their own";

  private Limits() {}

  /** Refuses what would change the service's meaning. */
  static void refuse(Section service) {
    service.refuseIfThere(
        "extends", "it is not followed: write the service out, or use a YAML anchor");
    if (service.flag("privileged")) {
      throw service.wrong("privileged", "no container is privileged" + ISOLATION);
    }
    for (String key :
        new String[] {
          "cap_add",
          "devices",
          "device_cgroup_rules",
          "gpus",
          "pid",
          "ipc",
          "uts",
          "userns_mode",
          "cgroup",
          "cgroup_parent",
          "runtime",
          "sysctls"
        }) {
      service.refuseIfThere(key, "it cannot be given" + ISOLATION);
    }
    for (String key : new String[] {"cap_drop", "read_only"}) {
      if (service.value(key).filter(value -> !String.valueOf(value).equals("false")).isPresent()) {
        throw service.wrong(
            key,
            "it cannot be enforced yet, and without it the service is less closed: drop it knowingly");
      }
    }
    for (String option : service.texts("security_opt")) {
      if (!option.startsWith("no-new-privileges")) {
        throw service.wrong("security_opt", "'%s' cannot be set".formatted(option) + ISOLATION);
      }
    }
    for (String key : new String[] {"secrets", "configs"}) {
      service.refuseIfThere(
          key, "its files would be missing: put them into the image, a volume, or env_file");
    }
    service.refuseIfThere("volumes_from", "containers share no volumes: give each one of its own");
    service.refuseIfThere(
        "tmpfs", "it is not there: the writable layer holds such files, so drop it");
    service.refuseIfThere(
        "external_links", "only services of this file are found by name: drop it");
    service
        .text("network_mode")
        .filter(mode -> !mode.equals("bridge") && !mode.equals("default"))
        .ifPresent(mode -> {
          throw service.wrong(
              "network_mode",
              "%s is not there: each container has an address of its own".formatted(mode));
        });
  }

  /** Names what is passed over without another service coming of it. */
  static void note(Section service) {
    service.noteIfThere("restart", "not honoured yet: a container that ends stays ended");
    service.noteIfThere("logging", "not honoured: 'dray logs' shows what a container writes");
    for (String key :
        new String[] {
          "cpus",
          "cpu_count",
          "cpu_percent",
          "cpu_shares",
          "cpu_quota",
          "cpu_period",
          "cpuset",
          "mem_reservation",
          "mem_swappiness",
          "memswap_limit",
          "oom_score_adj",
          "oom_kill_disable",
          "pids_limit",
          "shm_size",
          "ulimits",
          "blkio_config",
          "storage_opt"
        }) {
      service.noteIfThere(key, "not enforced: of resources only the memory limit is");
    }
    for (String key :
        new String[] {
          "init", "tty", "stdin_open", "stop_signal", "stop_grace_period", "pull_policy",
              "platform",
          "domainname", "mac_address", "dns", "dns_search", "dns_opt", "group_add", "isolation",
          "annotations", "attach", "develop", "post_start", "pre_stop"
        }) {
      service.noteIfThere(key, "not honoured");
    }
  }
}
