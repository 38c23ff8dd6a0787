package io.drayage.api;

import io.drayage.model.group.GroupKind;
import io.drayage.model.migration.MemoryLimits;
import java.util.List;
import java.util.Objects;

/**
 * Asks for many moves as one.
 *
 * @param kind why they move
 * @param subject the host to drain, the provider to evacuate, or the application that moves; may be
 *     empty otherwise
 * @param members what moves; left out for a drain, an evacuation, a rebalancing, and the move of an
 *     application that is the subject: they find it out
 * @param to hosts or providers where members may go that name no host; empty means any
 * @param strategy {@code waves} or {@code atomic}; left out, waves
 * @param order the policy that says which moves begin when; left out, adaptive
 * @param maxParallel moves at once, at most; 0 or left out means as many as the policy says
 * @param mode how memory crosses, in the user's word; left out, auto
 * @param limits what each move may take; {@code bytesPerSecond} is for the whole group
 * @param first containers that go before the others
 * @param deadlineMillis from the start, within which all should have moved; 0 means none
 * @param forceLate whether to start though the deadline may be missed
 */
public record GroupRequest(
    GroupKind kind,
    String subject,
    List<Wanted> members,
    List<String> to,
    String strategy,
    String order,
    int maxParallel,
    String mode,
    MemoryLimits limits,
    List<String> first,
    long deadlineMillis,
    boolean forceLate) {
  public GroupRequest {
    // Read from the wire, where they may be missing.
    kind = Objects.requireNonNullElse(kind, GroupKind.MIGRATE);
    subject = Objects.requireNonNullElse(subject, "");
    members = List.copyOf(Objects.requireNonNullElse(members, List.of()));
    to = List.copyOf(Objects.requireNonNullElse(to, List.of()));
    strategy = Objects.requireNonNullElse(strategy, "waves");
    order = Objects.requireNonNullElse(order, "adaptive");
    mode = Objects.requireNonNullElse(mode, "auto");
    limits = Objects.requireNonNullElse(limits, MemoryLimits.NONE);
    first = List.copyOf(Objects.requireNonNullElse(first, List.of()));
  }

  /**
   * A container that moves.
   *
   * @param to its host; empty or left out means one of the group's
   * @param wave from 0; a wave begins when all before it are there and healthy
   * @param after containers of the group that must have moved before
   */
  public record Wanted(String container, String to, int wave, List<String> after) {
    public Wanted {
      to = Objects.requireNonNullElse(to, "");
      after = List.copyOf(Objects.requireNonNullElse(after, List.of()));
    }
  }
}
