package io.drayage.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.lab.machine.LabException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsedRangesTest {
  @Test
  void theFirstLabGetsTheFirstSubnetWhenOnlyADefaultRouteIsThere() {
    assertThat(free("[{\"dst\":\"default\"},{\"dst\":\"192.168.1.0/24\"}]")).isZero();
  }

  @Test
  void aSubnetWithARouteIntoItIsPassedOver() {
    assertThat(free("[{\"dst\":\"10.96.4.0/24\"},{\"dst\":\"10.97.200.7\"}]")).isEqualTo(2);
  }

  @Test
  void aSubnetWithinAWiderRouteIsPassedOver() {
    assertThat(free("[{\"dst\":\"10.96.0.0/12\"}]")).isEqualTo(16);
  }

  @Test
  void aSubnetThatAnotherLabClaimedIsPassedOver() {
    assertThat(UsedRanges.parse("[]").firstFree(Set.of(0, 1, 3)).index()).isEqualTo(2);
  }

  @Test
  void noFreeSubnetIsAnErrorInOneLine() {
    UsedRanges all = UsedRanges.parse("[{\"dst\":\"10.0.0.0/8\"}]");

    assertThatThrownBy(() -> all.firstFree(Set.of()))
        .isInstanceOf(LabException.class)
        .message()
        .contains("no free address range")
        .doesNotContain("\n");
  }

  private static int free(String routes) {
    return UsedRanges.parse(routes).firstFree(Set.of()).index();
  }
}
