package io.drayage.application.tosca;

import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Section;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs of a topology, by their defaults (TOSCA Simple Profile 1.3, sections 3.6.14, 4.4.1).
 */
final class Inputs {
  private static final String GET_INPUT = "get_input";

  private final Map<String, Optional<Object>> defaults = new HashMap<>();

  /** Reads the section {@code inputs}. */
  Inputs(Optional<Section> section) {
    section.ifPresent(inputs -> {
      for (String key : inputs.keys()) {
        Optional<Section> one = inputs.section(key);
        defaults.put(key, one.flatMap(input -> input.value("default")));
        one.ifPresent(input -> {
          for (String known : new String[] {"type", "description", "required", "constraints"}) {
            input.has(known);
          }
          input.end();
        });
      }
    });
  }

  /** A scalar, or what {@code get_input} makes of it. */
  String resolve(String path, Object value) {
    if (value instanceof Map<?, ?> call) {
      if (call.size() == 1 && call.get(GET_INPUT) instanceof String input) {
        if (!defaults.containsKey(input)) {
          throw new DocumentException(
              path, "input %s is not declared below inputs".formatted(input));
        }
        return defaults
            .get(input)
            .filter(otherwise -> !(otherwise instanceof Map))
            .map(String::valueOf)
            .orElseThrow(() ->
                new DocumentException(
                    path, "input %s has no default: give it one".formatted(input)));
      }
      throw new DocumentException(
          path, "of TOSCA's functions only get_input is understood: write the value");
    }
    return String.valueOf(value);
  }
}
