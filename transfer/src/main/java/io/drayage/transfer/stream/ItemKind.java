package io.drayage.transfer.stream;

/** What an item on the stream is; the byte is its form on the wire and never changes. */
public enum ItemKind {
  /** A tar archive of a directory tree, or of what changed in it; its name says which tree. */
  TREE(1),
  /** One file of a checkpoint; its name is the file's. */
  IMAGE(2),
  /** The container's log so far. */
  LOG(3);

  private final byte code;

  ItemKind(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  static ItemKind of(byte code) throws StreamException {
    for (ItemKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new StreamException("the stream holds an item of unknown kind " + code);
  }
}
