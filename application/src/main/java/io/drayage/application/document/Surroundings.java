package io.drayage.application.document;

import java.util.Optional;

/** What a file may ask of the place it lies in. */
public interface Surroundings {
  /** The value of a variable of the user's. */
  Optional<String> variable(String name);

  /**
   * The text of another file.
   *
   * @param path relative to the file that names it, or absolute
   * @throws DocumentException when it cannot be read, with the reason and without a path of the
   *     document
   */
  String read(String path);
}
