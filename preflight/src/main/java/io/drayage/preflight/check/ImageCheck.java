package io.drayage.preflight.check;

import io.drayage.preflight.check.Situation.Wish;

/** Whether the destination has the image's layers, or can fetch them. */
final class ImageCheck implements Check {
  @Override
  public String name() {
    return "image";
  }

  @Override
  public Finding look(Situation situation) {
    var notes = new Notes(name());
    Wish wish = situation.wish();
    wish.lostLayers().stream()
        .sorted()
        .forEach(layer ->
            notes.refuse(
                "layer %s is neither on the destination nor with the controller".formatted(layer),
                "import the image again"));
    return notes.finding(
        wish.missingLayerBytes() == 0
            ? "the destination has every layer"
            : "the destination fetches %s of layers"
                .formatted(Notes.mebibytes(wish.missingLayerBytes())));
  }
}
