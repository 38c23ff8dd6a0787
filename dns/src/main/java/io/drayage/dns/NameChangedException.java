package io.drayage.dns;

/** Something else than expected stands at a name; it was left as it is. */
public final class NameChangedException extends DnsException {
  private static final long serialVersionUID = 1L;

  private final transient NameRecords found;

  /** Tells what stands there, and what was expected to. */
  public NameChangedException(NameRecords expected, NameRecords found) {
    super(
        "%s was changed by somebody else: there stands %s where %s was expected; it is left so: settle whose name it is"
            .formatted(found.name(), found, expected));
    this.found = found;
  }

  /** What stands there. */
  public NameRecords found() {
    return found;
  }
}
