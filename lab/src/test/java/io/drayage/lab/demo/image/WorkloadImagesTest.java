package io.drayage.lab.demo.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.api.image.Image;
import io.drayage.api.image.ImageSource;
import io.drayage.lab.demo.workload.WorkloadRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The images as Drayage's own import reads them. */
class WorkloadImagesTest {

  @ParameterizedTest
  @MethodSource("recipes")
  void theImageIsOneThatCanBeImported(ImageRecipe recipe) throws IOException {
    Path tar =
        new ImageCache(Path.of("target/images").toAbsolutePath())
            .tar(recipe, WorkloadRoot.cachedRoot(), (_, _) -> {});

    try (Image image = ImageSource.open(tar)) {
      assertThat(image.layers()).hasSize(1);
      assertThat(image.id()).startsWith("sha256:");
    }
  }

  private static Stream<ImageRecipe> recipes() {
    return Stream.of(WorkloadImages.timeService(), WorkloadImages.redis(), WorkloadImages.memory());
  }
}
