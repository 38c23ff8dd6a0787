package io.drayage.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.api.ContextFile;
import io.drayage.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministratorTest {
  private @TempDir Path directory;

  @Test
  void contextIsWrittenWhenAnnouncedAndForItsOwnerOnly() throws IOException {
    Administrator administrator = open();
    assertThat(context()).doesNotExist();

    administrator.announce();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(context())))
        .isEqualTo("rw-------");
    assertThat(administrator.authorizes("Bearer " + token())).isTrue();
  }

  @Test
  void tokenStaysTheSameWhileItsContextIsThere() throws IOException {
    open().announce();
    String before = Files.readString(context());

    Administrator again = open();
    again.announce();

    assertThat(context()).hasContent(before);
    assertThat(again.authorizes("Bearer " + token())).isTrue();
  }

  @Test
  void lostContextGivesANewTokenAndEndsTheOldOne() throws IOException {
    open().announce();
    String old = token();
    Files.delete(context());

    Administrator again = open();
    again.announce();

    assertThat(token()).isNotEqualTo(old);
    assertThat(again.authorizes("Bearer " + old)).isFalse();
    assertThat(again.authorizes("Bearer " + token())).isTrue();
  }

  @Test
  void onlyTheTokenAuthorizes() throws IOException {
    Administrator administrator = open();
    administrator.announce();
    String token = token();

    for (String header :
        new String[] {
          "",
          "Bearer ",
          "Bearer",
          token,
          "Basic " + token,
          "Bearer  " + token,
          "Bearer " + token + " ",
          "Bearer " + token.substring(1)
        }) {
      assertThat(administrator.authorizes(header)).as(header).isFalse();
    }
  }

  @Test
  void tokenItselfIsNotOnDisk() throws IOException {
    open().announce();

    String token = token();
    try (var files = Files.list(directory.resolve("data"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain(token));
    }
  }

  private Administrator open() {
    return Administrator.open(
        directory.resolve("data"), context(), "https://127.0.0.1:7443", "the authority");
  }

  private Path context() {
    return directory.resolve("run").resolve("context.json");
  }

  private String token() throws IOException {
    return Json.read(Files.readString(context()), ContextFile.class).token();
  }
}
