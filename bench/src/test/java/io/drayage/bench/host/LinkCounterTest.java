package io.drayage.bench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.lab.machine.LabException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkCounterTest {
  @Test
  void theTransmittedBytesOfTheLinkAreRead() {
    List<String> lines =
        List.of(
            "Inter-|   Receive                                                |  Transmit",
            " face |bytes    packets errs drop fifo frame compressed multicast|bytes packets",
            "    lo:     100       1    0    0    0     0          0         0      100       1",
            "  eth0:12345678     999    0    0    0     0          0         0  7654321     888");

    assertThat(LinkCounter.parse(lines)).isEqualTo(7_654_321);
  }

  @Test
  void aHostWithoutALinkIsToldInOneLine() {
    assertThatThrownBy(() -> LinkCounter.parse(List.of("    lo: 1 2")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("eth0");
  }
}
