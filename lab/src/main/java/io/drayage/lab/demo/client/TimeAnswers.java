package io.drayage.lab.demo.client;

import io.drayage.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;

/** Reads the time service's JSON. */
final class TimeAnswers {

  private TimeAnswers() {}

  static TimeAnswer read(int status, byte[] body) throws IOException {
    if (status != 200) {
      throw new IOException("the time service answered " + status);
    }
    try {
      return Json.read(new String(body, StandardCharsets.UTF_8), TimeAnswer.class);
    } catch (JacksonException e) {
      throw new IOException("the time service's answer is not its JSON", e);
    }
  }
}
