package io.drayage.platform.config;

import io.drayage.platform.unit.DurationText;
import java.time.Duration;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads a duration as {@link DurationText} has it. */
final class DurationReader extends StdScalarDeserializer<Duration> {
  DurationReader() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser parser, DeserializationContext context) {
    String text = parser.getString();
    try {
      return DurationText.parse(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw context.weirdStringException(
          String.valueOf(text), Duration.class, String.valueOf(e.getMessage()));
    }
  }
}
