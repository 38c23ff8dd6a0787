package io.drayage.application.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML 1.2 document into maps, lists and scalars, with bounds: its size, its depth, and
 * how much its aliases make of it. The key {@code <<} merges maps, as in YAML 1.1 and in Compose.
 */
public final class Yaml {
  /** Longest file, in characters. */
  public static final int MOST_CHARACTERS = 1024 * 1024;

  private static final int MOST_ALIASES = 200;
  private static final int MOST_NODES = 50_000;
  private static final int DEEPEST = 40;
  private static final String MERGE = "<<";

  private final UnaryOperator<String> scalars;
  private int nodes;

  private Yaml(UnaryOperator<String> scalars) {
    this.scalars = scalars;
  }

  /**
   * The document's map.
   *
   * @param scalars what becomes of each text that is a value, and not of keys
   * @throws DocumentException when it is no YAML, no map, or beyond the bounds
   */
  public static Map<String, Object> read(String text, UnaryOperator<String> scalars) {
    if (text.length() > MOST_CHARACTERS) {
      throw new DocumentException(
          "the file has %d characters: at most %d are read"
              .formatted(text.length(), MOST_CHARACTERS));
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(MOST_CHARACTERS)
            .setSchema(new CoreSchema())
            .build();
    Object root;
    try {
      root = new Load(settings).loadFromString(text);
    } catch (YamlEngineException e) {
      throw new DocumentException("it is no valid YAML: " + oneLine(e), e);
    } catch (StackOverflowError e) {
      throw new DocumentException("its YAML is nested too deeply: write it flatter", e);
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw new DocumentException("it is no map of keys: write 'services:' with what is to run");
    }
    return new Yaml(scalars).map(map, 0);
  }

  private Map<String, Object> map(Map<?, ?> from, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    merged(from.get(MERGE), depth).forEach(map::put);
    from.forEach((key, value) -> {
      if (!MERGE.equals(key)) {
        map.put(String.valueOf(key), value(value, depth));
      }
    });
    return map;
  }

  /** What {@code <<} brings: a map, or several of which the first wins. */
  private Map<String, Object> merged(@Nullable Object merge, int depth) {
    return switch (merge) {
      case null -> Map.of();
      case Map<?, ?> one -> map(one, bounded(depth));
      case List<?> several -> {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object one : several) {
          merged(one, bounded(depth)).forEach(all::putIfAbsent);
        }
        yield all;
      }
      default -> throw new DocumentException("'<<' merges maps only: give it an alias of one");
    };
  }

  /** A key without a value has an empty text. */
  private Object value(@Nullable Object from, int depth) {
    int next = bounded(depth);
    return switch (from) {
      case null -> "";
      case Map<?, ?> map -> map(map, next);
      case List<?> list -> {
        var copy = new ArrayList<Object>();
        list.forEach(element -> copy.add(value(element, next)));
        yield copy;
      }
      case String text -> scalars.apply(text);
      case Number number -> number;
      case Boolean flag -> flag;
      default -> String.valueOf(from);
    };
  }

  private int bounded(int depth) {
    nodes++;
    if (nodes > MOST_NODES) {
      throw new DocumentException(
          "it has more than %d values, aliases counted as often as they are used: write less of them"
              .formatted(MOST_NODES));
    }
    if (depth >= DEEPEST) {
      throw new DocumentException("its YAML is nested too deeply: write it flatter");
    }
    return depth + 1;
  }

  private static String oneLine(Exception e) {
    String text = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }
}
