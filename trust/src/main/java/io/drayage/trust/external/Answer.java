package io.drayage.trust.external;

import io.drayage.platform.json.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an external policy answered, in the shape of Open Policy Agent's data API: {@code {"result":
 * true}} or {@code {"result": {"allow": true, "reason": "…"}}}.
 */
record Answer(boolean allow, String reason) {
  private static final int MOST_CHARACTERS = 500;

  /** Reads an answer; empty when it is none of these, so that it says nothing. */
  static Optional<Answer> read(String json) {
    try {
      JsonNode result = Json.mapper().readTree(json).path("result");
      JsonNode allow = result.isObject() ? result.path("allow") : result;
      return allow.isBoolean()
          ? Optional.of(new Answer(allow.booleanValue(), reason(result.path("reason"))))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static String reason(JsonNode node) {
    String text =
        node.isString() ? node.stringValue().replaceAll("[\\p{Cntrl}\\s]+", " ").strip() : "";
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
  }
}
