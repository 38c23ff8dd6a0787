package io.drayage.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConfigTest {
  @Test
  void isNotChangedThroughTheListItWasMadeFrom() {
    List<String> cmd = new ArrayList<>(List.of("redis-server"));
    ImageConfig config = new ImageConfig(List.of(), cmd, List.of(), "/", "", Map.of());
    cmd.add("--evil");

    assertThat(config.cmd()).containsExactly("redis-server");
  }

  @Test
  void refusesWhatTheKernelCannotTake() {
    assertThatIllegalArgumentException().isThrownBy(() -> config(List.of("a\0b"), "/"));
    assertThatIllegalArgumentException().isThrownBy(() -> config(List.of(), "srv"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageConfig(List.of(), List.of(), List.of("=x"), "/", "", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:12", "sha512:0", "../../etc/passwd"})
  void refusesALayerWithoutADigest(String digest) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ImageLayer(digest, 1));
  }

  @Test
  void refusesAnImageWithoutLayers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageManifest("amd64", ImageConfig.EMPTY, List.of()));
  }

  private static ImageConfig config(List<String> cmd, String workdir) {
    return new ImageConfig(List.of(), cmd, List.of(), workdir, "", Map.of());
  }
}
