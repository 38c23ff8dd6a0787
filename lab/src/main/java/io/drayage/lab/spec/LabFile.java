package io.drayage.lab.spec;

import io.drayage.lab.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads lab.yaml. Every mistake in it becomes one line that names the file and the place. */
public final class LabFile {
  private static final String DEFAULT = "lab.yaml";
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LabFile() {}

  /**
   * The lab that a file describes.
   *
   * @throws LabException in one line, when there is no such file or it has a mistake
   */
  public static LabSpec read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new LabException(
          "cannot read the lab file " + file + ": " + reason(e) + "; name one with --file", e);
    }
    return parse(file.toString(), text);
  }

  /** The lab that comes up when no file is named: a controller and three hosts of two clouds. */
  public static LabSpec readDefault() {
    return parse("the default " + DEFAULT, defaultText());
  }

  /** The text of the default lab file, to start one's own from. */
  public static String defaultText() {
    try (InputStream in = LabFile.class.getResourceAsStream(DEFAULT)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + DEFAULT + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LabSpec parse(String source, String text) {
    try {
      LabDocument document = YAML.readValue(text, LabDocument.class);
      if (document == null) {
        throw new SpecException("", "the file is empty: it needs clouds and hosts");
      }
      return new SpecRules(document).check();
    } catch (SpecException e) {
      throw new LabException(source + ": " + e.getMessage(), e);
    } catch (UnrecognizedPropertyException e) {
      throw new LabException(
          "%s%s: unknown key '%s'; known here: %s"
              .formatted(source, place(e), e.getPropertyName(), e.getKnownPropertyIds()),
          e);
    } catch (JacksonException e) {
      throw new LabException(source + place(e) + ": " + firstLine(e), e);
    }
  }

  private static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1 ? "" : ":" + location.getLineNr();
  }

  private static String firstLine(JacksonException e) {
    if (e instanceof DatabindException && !e.getPath().isEmpty()) {
      return "bad value of " + e.getPath().getLast().getPropertyName() + ": " + line(e);
    }
    return line(e);
  }

  private static String line(JacksonException e) {
    @Nullable String message = e.getOriginalMessage();
    return message == null ? "malformed YAML" : message.lines().findFirst().orElse("malformed YAML");
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException ? "no such file" : e.toString();
  }
}
