package io.drayage.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Binds a YAML file to a record. Keys are the components' names. Every component is required,
 * unless it is an {@link java.util.Optional} or has a {@link Default}; a key that no component has
 * is an error. A component may be any record, list, map, number, string, {@link Path}, {@link
 * Duration} ({@code 250ms}, {@code 30s}, {@code 5m}), enum (in lower case with hyphens), or a type
 * of {@link io.drayage.platform.unit}. What a compact constructor refuses with an {@link
 * IllegalArgumentException} is reported with the file's line, too.
 */
public final class ConfigFile {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .annotationIntrospector(new RecordBinding())
          .injectableValues(RecordBinding.defaults())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()))
          .build();

  private ConfigFile() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException when it cannot be read or does not fit the record
   */
  public static <T extends Record> T read(Path file, Class<T> type) {
    try {
      return parse(Files.readString(file), file.toString(), type);
    } catch (NoSuchFileException e) {
      throw new ConfigException(file + ": no such file; create it or name another", e);
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a text.
   *
   * @param name what to call the text in errors
   * @throws ConfigException when it does not fit the record
   */
  public static <T extends Record> T parse(String text, String name, Class<T> type) {
    try {
      // An empty file is one that leaves every key out.
      return MAPPER.readValue(isEmpty(text) ? "{}" : text, type);
    } catch (JacksonException e) {
      throw new ConfigException(new Complaint(name, text, e).text(), e);
    }
  }

  static YAMLMapper mapper() {
    return MAPPER;
  }

  private static boolean isEmpty(String text) {
    return text.lines()
        .map(String::strip)
        .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.equals("---"));
  }
}
