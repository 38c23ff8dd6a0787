package io.drayage.preflight.check;

import java.time.Duration;

/** Whether both hosts agree on the time: certificates, permits and leases depend on it. */
final class ClockCheck implements Check {
  private static final Duration NOTICEABLE = Duration.ofSeconds(1);

  /** A permit begins this long before it is made, so that clocks may differ by as much. */
  private static final Duration TOLERATED = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "clock";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    Duration apart = situation.destinationAhead();
    String text =
        "the destination's clock is %d ms %s the source's"
            .formatted(apart.abs().toMillis(), apart.isNegative() ? "behind" : "ahead of");
    if (apart.abs().compareTo(TOLERATED) > 0) {
      notes.refuse(text, "set both clocks by NTP");
    } else if (apart.abs().compareTo(NOTICEABLE) > 0) {
      notes.warn(text + ": the container sees the time of day jump", "set both clocks by NTP");
    }
    return notes.finding(text);
  }
}
