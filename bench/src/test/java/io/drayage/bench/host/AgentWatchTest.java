package io.drayage.bench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentWatchTest {
  @Test
  void filesInMemoryAreNotCountedAsTheAgentsOwn() {
    List<String> status =
        List.of(
            "VmRSS:\t  208680 kB",
            "RssAnon:\t  182624 kB",
            "RssFile:\t   23272 kB",
            "RssShmem:\t    2784 kB",
            "Threads:\t19");

    assertThat(AgentWatch.resident(status)).isEqualTo(182_624 + 23_272);
  }
}
