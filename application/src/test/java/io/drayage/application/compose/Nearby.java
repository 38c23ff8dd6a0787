package io.drayage.application.compose;

import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Surroundings;
import java.util.Map;
import java.util.Optional;

/** Surroundings with the variables and files that a test gives them. */
record Nearby(Map<String, String> variables, Map<String, String> files) implements Surroundings {
  static final Nearby NOTHING = new Nearby(Map.of(), Map.of());

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public String read(String path) {
    return Optional.ofNullable(files.get(path))
        .orElseThrow(() -> new DocumentException(path + ": no such file; name one that is there"));
  }
}
