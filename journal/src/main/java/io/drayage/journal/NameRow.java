package io.drayage.journal;

/**
 * A domain name that leads to a container, and what is being done with it.
 *
 * @param name a full domain name
 * @param container whom it leads to
 * @param phase what is being done, or was when the controller died
 * @param owned the records that were there before {@link #move}, as JSON
 * @param migration the move that it goes along with; empty in none
 * @param move the steps' own memory, as JSON; empty in no move
 */
public record NameRow(
    String name, String container, Phase phase, String owned, String migration, String move) {
  /** What is being done with a name. Each is written before its first act. */
  public enum Phase {
    /** It is led to its first host. */
    CREATING,
    /** It leads to its container. */
    STANDING,
    /** Its TTL is lowered. */
    PREPARING,
    /** It is led to the destination. */
    SWITCHING,
    /** Every server is asked whether it leads there. */
    VERIFYING,
    /** Caches forget where it led before. */
    SETTLING,
    /** It is led to the source again. */
    UNDOING,
    /** It is removed. */
    REMOVING
  }

  /** The same in another phase. */
  public NameRow in(Phase next) {
    return new NameRow(name, container, next, owned, migration, move);
  }

  /** The same in another phase, with what its steps remember by now. */
  public NameRow in(Phase next, String remembered) {
    return new NameRow(name, container, next, owned, migration, remembered);
  }

  /** The same at rest, with records. */
  public NameRow standing(String records) {
    return new NameRow(name, container, Phase.STANDING, records, "", "");
  }

  /** The same at the beginning of a move. */
  public NameRow preparing(String records, String id, String remembered) {
    return new NameRow(name, container, Phase.PREPARING, records, id, remembered);
  }
}
