package io.drayage.model.image;

import java.util.List;
import java.util.Map;

/**
 * How a container of an image starts unless it is told otherwise (OCI image specification, image
 * configuration).
 *
 * @param entrypoint the program and its first arguments; may be empty
 * @param cmd arguments after the entrypoint, or the program where that is empty
 * @param env {@code NAME=value}, in order
 * @param workdir an absolute path
 * @param user {@code user[:group]}, names or numbers; empty means root
 * @param labels free text by key
 */
public record ImageConfig(
    List<String> entrypoint,
    List<String> cmd,
    List<String> env,
    String workdir,
    String user,
    Map<String, String> labels) {
  /** An image that says nothing: a bare root file system. */
  public static final ImageConfig EMPTY =
      new ImageConfig(List.of(), List.of(), List.of(), "/", "", Map.of());

  /**
   * Keeps copies and checks the fields.
   *
   * @throws IllegalArgumentException when the working directory is not absolute, an environment
   *     entry has no name, or a text that reaches the kernel holds a NUL
   */
  public ImageConfig {
    entrypoint = List.copyOf(entrypoint);
    cmd = List.copyOf(cmd);
    env = List.copyOf(env);
    labels = Map.copyOf(labels);
    if (!workdir.startsWith("/")) {
      throw new IllegalArgumentException("the working directory '" + workdir + "' is not absolute");
    }
    for (String entry : env) {
      if (entry.indexOf('=') < 1) {
        throw new IllegalArgumentException("an environment entry is not NAME=value");
      }
    }
    requireNoNul(entrypoint);
    requireNoNul(cmd);
    requireNoNul(env);
    requireNoNul(List.of(workdir, user));
  }

  private static void requireNoNul(List<String> texts) {
    if (texts.stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
      throw new IllegalArgumentException("a command, variable, directory or user holds a NUL");
    }
  }
}
