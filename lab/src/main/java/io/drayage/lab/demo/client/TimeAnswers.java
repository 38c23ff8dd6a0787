package io.drayage.lab.demo.client;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the time service's JSON. */
final class TimeAnswers {

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private TimeAnswers() {}

  static TimeAnswer read(int status, byte[] body) throws IOException {
    if (status != 200) {
      throw new IOException("the time service answered " + status);
    }
    try {
      return JSON.readValue(body, TimeAnswer.class);
    } catch (JacksonException e) {
      throw new IOException("the time service's answer is not its JSON", e);
    }
  }
}
