package io.drayage.preflight.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.preflight.fact.Processor.SaveArea;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SaveAreaImageTest {
  /** What CRIU 4.2.1's {@code cpuinfo dump} wrote on an AMD EPYC. */
  private static final byte[] RECORDED =
      Base64.getDecoder()
          .decode(
              "GUNWVBNAQGFhAAAACl8IAhAZGAEgASgCMP/3r7wBMP/3z/4CMAAwgIDEEDCD5Oj/DzAAMPOHgAIw"
                  + "ADAAMKuP8IwCMA8whI2AAjAAMIWAgIABMAQwADAAMAAwEDoIQU1EIEVQWUNABUjABlDABg==");

  @Test
  void tellsWhatCriuWrote() {
    assertThat(SaveAreaImage.parse(RECORDED)).contains(new SaveArea(5, 832, 832));
  }

  @Test
  void saysNothingOfAnImageThatIsCutOffAnywhere() {
    for (int length = 0; length < RECORDED.length; length++) {
      assertThat(SaveAreaImage.parse(Arrays.copyOf(RECORDED, length))).as("%d", length).isEmpty();
    }
  }

  @Test
  void saysNothingOfAnotherImage() {
    byte[] other = RECORDED.clone();
    other[4]++;
    assertThat(SaveAreaImage.parse(other)).isEmpty();
  }
}
