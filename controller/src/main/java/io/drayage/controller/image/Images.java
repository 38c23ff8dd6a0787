package io.drayage.controller.image;

import io.drayage.api.ImageView;
import io.drayage.api.image.ImageBundle;
import io.drayage.api.image.ImageException;
import io.drayage.api.image.ImageLimits;
import io.drayage.api.image.ReceivedImage;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.ImageRecords;
import io.drayage.journal.ImageRecords.NamedImage;
import io.drayage.model.image.ImageLayer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The imported images. Thread-safe. */
public final class Images {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._/:-]{0,127}");

  private final ImageRecords records;
  private final LayerFiles layers;
  private final Clock clock;

  /** Images with names in the journal and layers in files. */
  public Images(ImageRecords records, LayerFiles layers, Clock clock) {
    this.records = records;
    this.layers = layers;
    this.clock = clock;
  }

  /** Takes in an image's bundle under a name. */
  public ImageView take(String name, InputStream bundle) {
    if (!NAME.matcher(name).matches()) {
      throw new RequestException(
          Reason.INVALID,
          "image name '%s' is not valid: use lower-case letters, digits and . _ / : -, at most 128"
              .formatted(name));
    }
    try {
      ReceivedImage received = ImageBundle.read(bundle, ImageLimits.DEFAULT, layers);
      var image = new NamedImage(name, received.id(), received.manifest(), clock.instant());
      records.put(image);
      return view(image);
    } catch (ImageException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new RequestException(
          Reason.FAILED, "image %s did not arrive: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** The image of that name. */
  public NamedImage require(String name) {
    return records
        .find(name)
        .orElseThrow(() ->
            new RequestException(
                Reason.UNKNOWN,
                "image %s is not known: import it first with 'dray image import'".formatted(name)));
  }

  /** The image of that name, if there is one. */
  public Optional<NamedImage> find(String name) {
    return records.find(name);
  }

  /** All images. */
  public List<ImageView> all() {
    return records.all().stream().map(Images::view).toList();
  }

  private static ImageView view(NamedImage image) {
    List<ImageLayer> layers = image.manifest().layers();
    return new ImageView(
        image.name(),
        image.id(),
        image.manifest().architecture(),
        layers.size(),
        layers.stream().mapToLong(ImageLayer::size).sum(),
        image.importedAt());
  }
}
