package io.drayage.application.reading;

import io.drayage.application.Application;
import io.drayage.application.compose.ComposeFile;
import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Surroundings;
import io.drayage.application.tosca.ToscaFile;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads an application's file, of whichever form it is. */
public final class ApplicationFiles {
  private static final Pattern TOSCA = Pattern.compile("(?m)^\\s*tosca_definitions_version\\s*:");

  private ApplicationFiles() {}

  /**
   * The application that a file describes.
   *
   * @param file what to call the file in a refusal
   * @param name what to call the application; empty for the file's own name, or else {@code
   *     fallback}
   * @param profiles of a Compose file, those whose services are wanted
   * @throws DocumentException with one line that names the file, the place in it, and the cure
   */
  public static Application read(
      String file,
      String text,
      Optional<String> name,
      String fallback,
      Set<String> profiles,
      Surroundings surroundings) {
    try {
      return TOSCA.matcher(text).find()
          ? ToscaFile.read(text, name, fallback)
          : ComposeFile.read(text, name, fallback, profiles, surroundings);
    } catch (DocumentException e) {
      throw new DocumentException(file, String.valueOf(e.getMessage()));
    }
  }
}
