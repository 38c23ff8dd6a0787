package io.drayage.trust.audit;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Something that a controller decided or did.
 *
 * @param actor at whose word: {@code administrator}, {@code controller}, {@code host:NAME}
 * @param container that it is about, by name
 * @param migration that it is about, by id
 * @param details by key; a text of over 2000 characters is cut, and says so
 */
public record AuditEvent(
    AuditKind kind,
    String actor,
    Optional<String> container,
    Optional<String> migration,
    Map<String, String> details) {
  /** The actor of what a user or operator asked for by the administrator's token. */
  public static final String ADMINISTRATOR = "administrator";

  /** The actor of what the controller does by itself. */
  public static final String CONTROLLER = "controller";

  private static final int MOST_CHARACTERS = 2000;

  /** Keeps a copy, sorted by key. */
  public AuditEvent {
    var sorted = new TreeMap<String, String>();
    details.forEach((key, text) -> sorted.put(key, cut(text)));
    details = Collections.unmodifiableMap(sorted);
  }

  /** An event about no container. */
  public static AuditEvent of(AuditKind kind, String actor, Map<String, String> details) {
    return new AuditEvent(kind, actor, Optional.empty(), Optional.empty(), details);
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS
        ? text
        : text.substring(0, MOST_CHARACTERS)
            + "… (%d more characters)".formatted(text.length() - MOST_CHARACTERS);
  }
}
