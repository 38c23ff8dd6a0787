package io.drayage.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way Drayage reads and writes JSON: unknown keys are passed over, so that an older reader
 * understands a newer writer; instants and durations are ISO 8601; nothing absent is written.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  private Json() {}

  /** The mapper itself, for what the methods here do not cover. It is immutable. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** A value as JSON in one line. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** A value as JSON for people: indented. */
  public static String writeIndented(Object value) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  /**
   * Reads a value.
   *
   * @throws tools.jackson.core.JacksonException when the text is not JSON or does not fit the type
   */
  public static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /**
   * Reads a value from a file; empty when there is no such file.
   *
   * @throws IOException when the file cannot be read
   * @throws tools.jackson.core.JacksonException as {@link #read}
   */
  public static <T> Optional<T> readIfThere(Path file, Class<T> type) throws IOException {
    return Files.exists(file) ? Optional.of(read(Files.readString(file), type)) : Optional.empty();
  }
}
