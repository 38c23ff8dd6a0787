package io.drayage.platform.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** One line for a user out of what Jackson found wrong with a file. */
record Complaint(String file, String content, JacksonException found) {
  private static final Pattern MISSING = Pattern.compile("creator property '([^']+)'");

  String text() {
    return where() + ": " + what();
  }

  private String where() {
    var location = found.getLocation();
    int line = location == null ? 0 : location.getLineNr();
    if (line < 1 && found instanceof UnrecognizedPropertyException e) {
      line = lineOf(e.getPropertyName());
    }
    return line < 1 ? file : file + ':' + line;
  }

  /**
   * Where a key first stands: Jackson forgets the line of what it read before the record was made.
   */
  private int lineOf(String key) {
    var pattern = Pattern.compile("[\\s{,-]*[\"']?" + Pattern.quote(key) + "[\"']?\\s*:.*");
    List<String> lines = content.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (pattern.matcher(lines.get(i)).matches()) {
        return i + 1;
      }
    }
    return 0;
  }

  private String what() {
    String message = String.valueOf(found.getOriginalMessage());
    return switch (found) {
      case UnrecognizedPropertyException e ->
          "unknown key " + key() + known(e.getKnownPropertyIds());
      case InvalidFormatException e ->
          key() + ": '" + e.getValue() + "' is not " + described(e.getTargetType()) + cure(e);
      case ValueInstantiationException e -> key() + ": " + reason(e);
      case MismatchedInputException e -> {
        Matcher missing = MISSING.matcher(message);
        yield missing.find()
            ? "the key " + child(missing.group(1)) + " is missing; add it"
            : key() + ": this must be " + described(e.getTargetType());
      }
      case StreamReadException _ -> "not valid YAML: " + firstLine(message) + "; mend it there";
      default -> key() + ": " + reason(found);
    };
  }

  /** The path of keys to the place, such as {@code hosts[1].memory}. */
  private String key() {
    String path =
        found.getPath().stream()
            .map(step ->
                step.getPropertyName() == null
                    ? "[" + step.getIndex() + "]"
                    : "." + step.getPropertyName())
            .collect(Collectors.joining());
    if (path.isEmpty()) {
      return "the file as a whole";
    }
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private String child(String name) {
    String key = key();
    // Jackson adds the missing component itself to the path of some of these errors.
    if (found.getPath().isEmpty()) {
      return name;
    }
    return key.equals(name) || key.endsWith("." + name) ? key : key + '.' + name;
  }

  private static String known(@Nullable Collection<Object> keys) {
    return keys == null || keys.isEmpty()
        ? "; remove it"
        : "; known here: "
            + keys.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause();
    return firstLine(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
  }

  private static String cure(InvalidFormatException e) {
    return e.getTargetType() == Duration.class ? "; write it like 250ms, 30s, 5m or 2h" : "";
  }

  private static String described(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> RecordBinding.word((Enum<?>) constant))
              .collect(Collectors.joining(", "));
    }
    if (type.isRecord()) {
      return "a block of keys ("
          + Arrays.stream(type.getRecordComponents())
              .map(component -> component.getName())
              .collect(Collectors.joining(", "))
          + ")";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Map.class.isAssignableFrom(type)) {
      return "a block of keys";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    return type == String.class ? "a text" : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }
}
