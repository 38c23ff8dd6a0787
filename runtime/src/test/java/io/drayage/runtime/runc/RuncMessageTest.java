package io.drayage.runtime.runc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuncMessageTest {
  @Test
  void lastLoggedMessageIsTakenWithoutItsEscapes() {
    assertThat(
            RuncMessage.tidy(
                """
                time="2026-11-22T10:00:00Z" level=warning msg="first"
                time="2026-11-22T10:00:01Z" level=error msg="exec: \\"redis\\": not found in $PATH\\n"
                """))
        .isEqualTo("exec: 'redis': not found in $PATH");
  }

  @Test
  void plainTextGivesItsLastLine() {
    assertThat(RuncMessage.tidy("one\ncontainer does not exist\n\n"))
        .isEqualTo("container does not exist");
  }

  @Test
  void silenceIsNamed() {
    assertThat(RuncMessage.tidy(" \n")).isEqualTo("it printed nothing");
  }
}
