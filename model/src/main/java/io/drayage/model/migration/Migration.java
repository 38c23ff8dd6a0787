package io.drayage.model.migration;

import java.time.Instant;
import java.util.List;

/**
 * One container's way from one host to another, with its story so far.
 *
 * @param id unique, sortable by time of request
 * @param container the container's name
 * @param source the host it leaves
 * @param destination the host it goes to
 * @param mode how memory crosses
 * @param state where the migration stands
 * @param epoch the claim under which agents act; agents refuse a lower one
 * @param requestedAt when it was requested
 * @param story every state entered, the first one first
 * @param figures what was measured so far
 * @param failure one line that says what failed and the cure; empty when nothing did
 */
public record Migration(
    String id,
    String container,
    String source,
    String destination,
    Mode mode,
    MigrationState state,
    long epoch,
    Instant requestedAt,
    List<Transition> story,
    Figures figures,
    String failure) {
  public Migration {
    story = List.copyOf(story);
  }
}
