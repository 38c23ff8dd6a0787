package io.drayage.application.compose;

import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Section;
import io.drayage.model.container.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A service's {@code volumes}. Each becomes a directory of each of its containers, which moves with
 * it: there are no volumes that two containers share, and none of the host's directories.
 */
final class VolumeReader {
  private static final String READ_ONLY =
      "a volume that cannot be written is not there: drop read_only (:ro)";

  /** How the name of a volume begins that its file gives none. */
  static final String ANONYMOUS = "anonymous-";

  private VolumeReader() {}

  static List<Volume> read(Section service) {
    var volumes = new ArrayList<Volume>();
    String key = "volumes";
    int index = 0;
    for (Object element : service.list(key)) {
      String path = "%s[%d]".formatted(service.path(key), index);
      index++;
      try {
        volumes.add(
            element instanceof Map
                ? ofMap(service.section(path, element))
                : ofText(path, String.valueOf(element)));
      } catch (IllegalArgumentException e) {
        throw new DocumentException(path, String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(volumes);
  }

  private static Volume ofText(String path, String text) {
    String[] parts = text.split(":", -1);
    if (parts.length == 1) {
      return anonymous(text);
    }
    if (parts.length > 3) {
      throw new DocumentException(path, "'%s' is no volume: write NAME:/PATH".formatted(text));
    }
    if (parts.length == 3 && List.of(parts[2].split(",")).contains("ro")) {
      throw new DocumentException(path, READ_ONLY);
    }
    return named(path, parts[0], parts[1]);
  }

  private static Volume ofMap(Section section) {
    String type = section.text("type", "volume");
    if (!type.equals("volume")) {
      throw section.wrong(
          "type",
          "%s mounts are not there: put what they hold into the image, or use a named volume"
              .formatted(type));
    }
    if (section.flag("read_only")) {
      throw section.wrong("read_only", READ_ONLY);
    }
    String target =
        section
            .text("target")
            .orElseThrow(() -> section.wrong("target", "it is missing: write the path inside"));
    String source = section.text("source", "");
    section.end();
    return source.isEmpty() ? anonymous(target) : named(section.path(), source, target);
  }

  private static Volume named(String path, String source, String target) {
    if (source.startsWith("/") || source.startsWith(".") || source.startsWith("~")) {
      throw new DocumentException(
          path,
          "%s is a directory of one host, which cannot move: put its files into the image, or use a named volume"
              .formatted(source));
    }
    return new Volume(source.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-'), target);
  }

  private static Volume anonymous(String target) {
    String name =
        target.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return new Volume(ANONYMOUS + (name.length() > 40 ? name.substring(0, 40) : name), target);
  }
}
