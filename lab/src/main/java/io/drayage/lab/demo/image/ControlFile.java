package io.drayage.lab.demo.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of Debian control data (Debian Policy 5.1): stanzas of fields, a blank line between them.
 */
final class ControlFile {

  private ControlFile() {}

  /** The stanzas in their order; of a field that spans lines only the first line is kept. */
  static List<Map<String, String>> stanzas(Path file) throws IOException {
    List<Map<String, String>> stanzas = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int colon = line.indexOf(':');
        if (line.isBlank()) {
          stanzas.add(fields);
          fields = new HashMap<>();
        } else if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
          fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
      }
    }
    stanzas.add(fields);
    return stanzas;
  }
}
