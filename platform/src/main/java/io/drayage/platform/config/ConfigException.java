package io.drayage.platform.config;

/**
 * A configuration file that cannot be used. The message is one line that names file, line, key and
 * the cure.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
