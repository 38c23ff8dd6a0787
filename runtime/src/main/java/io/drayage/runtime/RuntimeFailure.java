package io.drayage.runtime;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A runtime could not do what was asked; the message is one line with cause and cure. */
public final class RuntimeFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Path log;

  /** A failure without a log of its own. */
  public RuntimeFailure(String message) {
    super(message);
    this.log = null;
  }

  /** A failure caused by another. */
  public RuntimeFailure(String message, Throwable cause) {
    super(message, cause);
    this.log = null;
  }

  /** A failure whose full log was kept in a file. */
  public RuntimeFailure(String message, Path log) {
    super(message);
    this.log = log;
  }

  /** The file on this host that holds the full log. */
  public Optional<Path> log() {
    return Optional.ofNullable(log);
  }
}
