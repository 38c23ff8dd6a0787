package io.drayage.cli.image;

import io.drayage.api.ImageView;
import io.drayage.cli.output.Amounts;
import io.drayage.cli.output.Table;
import java.io.PrintWriter;
import java.util.List;

/** Images for people. */
final class ImageTable {
  private ImageTable() {}

  static void print(PrintWriter out, List<ImageView> images) {
    var table = new Table("IMAGE", "ID", "LAYERS", "SIZE", "IMPORTED");
    for (ImageView image : images) {
      table.row(
          image.name(),
          image.id().substring(0, "sha256:".length() + 12),
          image.layers(),
          Amounts.bytes(image.sizeBytes()),
          image.importedAt());
    }
    table.print(out);
  }
}
