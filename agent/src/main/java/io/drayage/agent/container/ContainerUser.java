package io.drayage.agent.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Resolves an image's user, which may be a name, to the numbers that a runtime wants. */
final class ContainerUser {
  private ContainerUser() {}

  /**
   * Resolves {@code user[:group]}, names or numbers, by the container's own /etc/passwd and
   * /etc/group.
   *
   * @return {@code UID:GID}
   * @throws IllegalArgumentException when a name is not there
   */
  static String resolve(String user, Path root) {
    if (user.isEmpty()) {
      return "0:0";
    }
    int colon = user.indexOf(':');
    String name = colon < 0 ? user : user.substring(0, colon);
    String group = colon < 0 ? "" : user.substring(colon + 1);
    if (isNumber(name) && (isNumber(group) || group.isEmpty())) {
      return name + ":" + (group.isEmpty() ? "0" : group);
    }
    List<String> account =
        isNumber(name) ? List.of(name, "x", name, "0") : find(root, "passwd", name);
    String gid =
        group.isEmpty()
            ? account.get(3)
            : isNumber(group) ? group : find(root, "group", group).get(2);
    return account.get(2) + ":" + gid;
  }

  private static List<String> find(Path root, String file, String name) {
    Path path = root.resolve("etc").resolve(file);
    try {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        for (String line : Files.readAllLines(path)) {
          List<String> fields = List.of(line.split(":", -1));
          if (fields.size() >= 4 && fields.getFirst().equals(name)) {
            return fields;
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the image's /etc/%s cannot be read".formatted(file), e);
    }
    throw new IllegalArgumentException(
        "the image's user '%s' is not in its /etc/%s: give a number".formatted(name, file));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
  }
}
