package io.drayage.controller.name;

import io.drayage.dns.DnsException;
import io.drayage.dns.NameChangedException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.ServerAnswer;
import io.drayage.dns.move.NameMove;
import io.drayage.dns.move.NameMover;
import io.drayage.journal.Journal;
import io.drayage.journal.NameRow;
import io.drayage.journal.NameRow.Phase;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.platform.json.Json;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one name a step on from where the journal says it is. A step is written before it is taken
 * and does no harm twice, so two controllers may do the same. Its caller sees to it that this one
 * does not work on one name twice at once.
 */
final class NameWork {
  private static final Logger LOG = LoggerFactory.getLogger(NameWork.class);

  private final Journal journal;
  private final NameMover mover;
  private final Clock clock;

  NameWork(Journal journal, NameMover mover, Clock clock) {
    this.journal = journal;
    this.mover = mover;
    this.clock = clock;
  }

  /** What leads to a name's container now. */
  static Lead present(NameRow row) {
    if (row.phase() == Phase.VERIFYING || row.phase() == Phase.SETTLING) {
      NameMove move = move(row);
      return new Lead(move.after(), move.helper());
    }
    return Lead.read(row.owned());
  }

  static NameMove move(NameRow row) {
    return Json.read(row.move(), NameMove.class);
  }

  /**
   * Takes all steps that can be taken now.
   *
   * @throws DnsException when a server does not do its part; the step is to be taken again
   */
  void goOn(String name) {
    Optional<NameRow> row = journal.names().find(name);
    while (row.isPresent() && step(row.orElseThrow())) {
      row = journal.names().find(name);
    }
  }

  /** Whether the name came on. */
  private boolean step(NameRow row) {
    try {
      return switch (row.phase()) {
        case STANDING -> false;
        case CREATING -> create(row);
        case PREPARING -> decide(row);
        case SWITCHING -> switchOver(row);
        case VERIFYING -> verify(row);
        case SETTLING -> settle(row);
        case UNDOING -> undo(row);
        case REMOVING -> remove(row);
      };
    } catch (NameChangedException e) {
      if (row.phase() == Phase.CREATING) {
        throw e;
      }
      LOG.warn("Name {} is not changed any more: {}", row.name(), e.getMessage());
      return put(row, row.standing(present(row).json()));
    }
  }

  /** The controller died while it created the name: the container is there, or is not. */
  private boolean create(NameRow row) {
    boolean there =
        journal
            .containers()
            .find(row.container())
            .flatMap(container -> container.spec().dnsName())
            .filter(row.name()::equals)
            .isPresent();
    if (!there) {
      return put(row, row.in(Phase.REMOVING));
    }
    Lead lead = Lead.read(row.owned());
    lead.helper().ifPresent(mover::create);
    mover.create(lead.records());
    return put(row, row.standing(row.owned()));
  }

  /** The move may have ended without a word to the name. */
  private boolean decide(NameRow row) {
    MigrationState state =
        journal
            .migrations()
            .find(row.migration())
            .map(Migration::state)
            .orElse(MigrationState.ABORTED);
    return switch (state) {
      case RUNNING, MIGRATED -> put(row, row.in(Phase.SWITCHING));
      case ABORTED -> put(row, row.in(Phase.UNDOING));
      default -> false;
    };
  }

  private boolean switchOver(NameRow row) {
    mover.switchOver(move(row));
    LOG.info("Name {} leads to its new host", row.name());
    return put(row, row.in(Phase.VERIFYING));
  }

  private boolean verify(NameRow row) {
    NameMove move = move(row);
    Optional<NameMove> served = mover.verify(move);
    if (served.isEmpty()) {
      String behind =
          mover.behind(move).stream().map(NameWork::text).collect(Collectors.joining("; "));
      throw new DnsException("not every server leads %s there: %s".formatted(row.name(), behind));
    }
    return put(row, row.in(Phase.SETTLING, Json.write(served.orElseThrow())));
  }

  private static String text(ServerAnswer answer) {
    return answer.server()
        + ": "
        + answer.records().map(NameRecords::toString).orElse(answer.problem());
  }

  private boolean settle(NameRow row) {
    NameMove move = move(row);
    if (clock.instant().isBefore(move.settlesAt())) {
      return false;
    }
    mover.settle(move);
    LOG.info("Name {} has settled: {}", row.name(), move.after());
    return put(row, row.standing(present(row).json()));
  }

  private boolean undo(NameRow row) {
    NameMove move = move(row);
    mover.undo(move);
    // What an earlier move, which had not settled yet, left to be removed.
    Lead owned = Lead.read(row.owned());
    move.stale().stream()
        .filter(stale -> !owned.helper().equals(Optional.of(stale)))
        .forEach(mover::remove);
    return put(row, row.standing(row.owned()));
  }

  private boolean remove(NameRow row) {
    if (!row.move().isEmpty()) {
      NameMove move = move(row);
      mover.remove(move.after());
      move.helper().ifPresent(mover::remove);
      move.stale().forEach(mover::remove);
    }
    Lead owned = Lead.read(row.owned());
    mover.remove(owned.records());
    owned.helper().ifPresent(mover::remove);
    journal.names().remove(row);
    return false;
  }

  private boolean put(NameRow before, NameRow after) {
    return journal.names().replace(before, after);
  }
}
