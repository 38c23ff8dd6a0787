package io.drayage.controller.app;

import io.drayage.application.Definition;
import java.util.ArrayList;
import java.util.List;

/**
 * What a container was started by.
 *
 * @param image the id that the image's name stood for then
 */
record StartedBy(Definition definition, String image) {
  /** In which parts another one differs, by name. */
  List<String> differences(StartedBy other) {
    var names = new ArrayList<>(definition.differences(other.definition));
    if (!image.equals(other.image) && !names.contains("image")) {
      names.addFirst("what the image's name stands for");
    }
    return names;
  }
}
