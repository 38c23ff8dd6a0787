package io.drayage.model.group;

/**
 * Where a group's member stands, beside its migration's own state: that one says how far the move
 * came, and is not written twice.
 */
public enum MemberState {
  /** Its move has not begun. */
  WAITING,
  /** Its move has an id, and may have begun; the migration of that id says how far it is. */
  STARTED,
  /** It has moved. */
  MOVED,
  /** Its move was refused or undone: it is where it was. */
  FAILED,
  /** It had moved, and its move back has an id. */
  UNDOING,
  /** It had moved and is back. */
  UNDONE,
  /** Its move never began, because the group ended before. */
  STAYED;

  /** Whether the member is, or is about to be, where it was before. */
  public boolean home() {
    return this == FAILED || this == UNDONE || this == STAYED;
  }
}
