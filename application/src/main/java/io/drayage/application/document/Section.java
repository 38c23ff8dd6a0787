package io.drayage.application.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map of a document that knows which of its keys were asked for, so that those that nobody
 * understood can be named. Owned by one thread.
 */
public final class Section {
  private static final String EXTENSION = "x-";
  private static final int LONGEST_SHOWN = 60;

  private final String path;
  private final Map<String, Object> values;
  private final List<String> notes;
  private final Set<String> asked = new HashSet<>();

  private Section(String path, Map<String, Object> values, List<String> notes) {
    this.path = path;
    this.values = values;
    this.notes = notes;
  }

  /** A document. */
  public static Section root(Map<String, Object> document) {
    return new Section("", document, new ArrayList<>());
  }

  /** Where a key is, from the document's top. */
  public String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Where this section is; empty for the document itself. */
  public String path() {
    return path;
  }

  /** What was noted in the whole document. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** The keys, in the document's order. */
  public List<String> keys() {
    return List.copyOf(values.keySet());
  }

  /** Whether a key is there; it counts as understood. */
  public boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  /** A value of any kind. */
  public Optional<Object> value(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** A text; numbers and truth values are taken as written. */
  public Optional<String> text(String key) {
    return value(key).filter(value -> !"".equals(value)).map(value -> scalar(key, value));
  }

  /** A text, or another one when the key is not there. */
  public String text(String key, String otherwise) {
    return text(key).orElse(otherwise);
  }

  /** A whole number. */
  public Optional<Integer> number(String key) {
    return text(key)
        .map(text -> {
          try {
            return new BigDecimal(text).intValueExact();
          } catch (NumberFormatException | ArithmeticException e) {
            throw wrong(key, "'%s' is no whole number: write one such as 3".formatted(shown(text)));
          }
        });
  }

  /** A truth value; false when the key is not there. */
  public boolean flag(String key) {
    return switch (text(key, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "it is neither true nor false: write one of them");
    };
  }

  /** A list of texts; a single one is a list of one. */
  public List<String> texts(String key) {
    Object value = value(key).orElse("");
    if (value instanceof List<?> list) {
      var texts = new ArrayList<String>();
      for (Object element : list) {
        texts.add(scalar(key, element));
      }
      return List.copyOf(texts);
    }
    return "".equals(value) ? List.of() : List.of(scalar(key, value));
  }

  /** The elements of a list. */
  public List<Object> list(String key) {
    Object value = value(key).orElse(List.of());
    if (value instanceof List<?> list) {
      return List.copyOf(list);
    }
    if ("".equals(value)) {
      return List.of();
    }
    throw wrong(key, "it is no list: write one with a '-' before each element");
  }

  /** Texts by key: a map, or a list of {@code KEY=VALUE}. A key without a value has none. */
  public Map<String, Optional<String>> pairs(String key) {
    Map<String, Optional<String>> pairs = new LinkedHashMap<>();
    Object value = value(key).orElse("");
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, content) ->
          pairs.put(
              String.valueOf(name),
              "".equals(content) ? Optional.empty() : Optional.of(scalar(key, content))));
      return pairs;
    }
    for (String entry : texts(key)) {
      int equals = entry.indexOf('=');
      if (equals == 0) {
        throw wrong(key, "'%s' has no key: write KEY=VALUE".formatted(shown(entry)));
      }
      pairs.put(
          equals < 0 ? entry : entry.substring(0, equals),
          equals < 0 ? Optional.empty() : Optional.of(entry.substring(equals + 1)));
    }
    return pairs;
  }

  /** A section within this one; empty when the key is not there, or has nothing. */
  public Optional<Section> section(String key) {
    Object value = value(key).orElse("");
    if ("".equals(value)) {
      return Optional.empty();
    }
    return Optional.of(section(path(key), value));
  }

  /** The section that a value of this document is, found at a path. */
  @SuppressWarnings("unchecked") // Yaml makes maps with texts as keys and nothing else.
  public Section section(String at, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Section(at, (Map<String, Object>) map, notes);
    }
    throw new DocumentException(at, "it is no map of keys: write keys and values below it");
  }

  /** Notes something of a key that its user should know; it counts as understood. */
  public void note(String key, String what) {
    asked.add(key);
    notes.add(path(key) + ": " + what);
  }

  /** Notes the same when the key is there. */
  public void noteIfThere(String key, String what) {
    if (has(key)) {
      note(key, what);
    }
  }

  /** Refuses the document when the key is there. */
  public void refuseIfThere(String key, String why) {
    if (has(key)) {
      throw wrong(key, why);
    }
  }

  /** A refusal of what a key says. */
  public DocumentException wrong(String key, String why) {
    return new DocumentException(path(key), why);
  }

  /** Notes every key that nobody asked for, extensions ({@code x-…}) aside. */
  public void end() {
    for (String key : values.keySet()) {
      if (!asked.contains(key) && !key.startsWith(EXTENSION)) {
        notes.add(path(key) + ": not understood, passed over");
      }
    }
  }

  private String scalar(String key, Object value) {
    if (value instanceof Map || value instanceof List) {
      throw wrong(key, "a text or a number belongs here: write it in one line");
    }
    return String.valueOf(value);
  }

  private static String shown(String text) {
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }
}
