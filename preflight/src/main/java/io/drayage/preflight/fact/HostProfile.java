package io.drayage.preflight.fact;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a host is and has at an instant.
 *
 * @param processor what runs there
 * @param kernel release, as {@code uname -r} prints it
 * @param abilities what kernel and agent can do; see {@link Ability}'s words. Others are passed
 *     over
 * @param criu CRIU's version, digits and dots; empty when it is not there or {@code criu check}
 *     fails
 * @param runtime the runtime's version, digits and dots; empty when it is not there
 * @param cgroups {@code v1}, {@code v2} or {@code hybrid}
 * @param controllers the control group controllers, e.g. {@code memory}
 * @param securityModules the Linux security modules that are on, e.g. {@code apparmor}
 * @param fileSystems the file systems that the kernel knows
 * @param limits kernel settings that are one number, by their sysctl names
 * @param availableBytes memory that could be had without swapping
 * @param diskBytes room where containers' files are kept
 * @param hugePageBytes free huge pages of the default size, in bytes
 * @param addresses IP addresses that the host has itself
 * @param mtu of the interface at which other agents reach this one, in bytes; empty when not known
 * @param clock what its clock showed
 */
public record HostProfile(
    Processor processor,
    String kernel,
    Set<String> abilities,
    Optional<String> criu,
    Optional<String> runtime,
    String cgroups,
    Set<String> controllers,
    Set<String> securityModules,
    Set<String> fileSystems,
    Map<String, Long> limits,
    long availableBytes,
    long diskBytes,
    long hugePageBytes,
    Set<String> addresses,
    Optional<Integer> mtu,
    Instant clock) {

  /** Whether the host has an ability. */
  public boolean can(Ability ability) {
    return abilities.contains(ability.word());
  }
}
