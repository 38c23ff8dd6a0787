package io.drayage.chaos.trial;

import io.drayage.chaos.fault.Fault;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.time.Duration;

/**
 * One migration and what happens to it.
 *
 * @param number from 1
 * @param mode how the memory crosses
 * @param fault what goes wrong
 * @param at the state in which it does, or any later one if that is too short to be seen
 * @param delay how long after the state was first seen
 * @param lasts how long until it is healed
 */
public record Trial(
    int number, Mode mode, Fault fault, MigrationState at, Duration delay, Duration lasts) {
  @Override
  public String toString() {
    return "%s, %s %d ms into %s, for %d ms"
        .formatted(mode.word(), fault.word(), delay.toMillis(), at, lasts.toMillis());
  }
}
