package io.drayage.model.group;

import java.util.Set;

/** Where a group stands. Each state is written to the journal before it is acted on. */
public enum GroupState {
  /** Its members move. */
  RUNNING,
  /** Nothing more begins, what was not committed is undone, what was committed ends there. */
  STOPPING,
  /** What was not committed is undone, and what has moved is moved back. */
  UNDOING,
  /** Every member has moved. */
  MOVED,
  /** Every member is where it was. */
  UNDONE,
  /** Some have moved and some have not. */
  INCOMPLETE;

  /** Whether nothing more will happen. */
  public boolean ended() {
    return this == MOVED || this == UNDONE || this == INCOMPLETE;
  }

  /** The states that may follow this one. */
  public Set<GroupState> next() {
    return switch (this) {
      case RUNNING -> Set.of(STOPPING, UNDOING, MOVED, UNDONE, INCOMPLETE);
      case STOPPING -> Set.of(MOVED, UNDONE, INCOMPLETE);
      case UNDOING -> Set.of(UNDONE);
      case MOVED, UNDONE, INCOMPLETE -> Set.of();
    };
  }
}
