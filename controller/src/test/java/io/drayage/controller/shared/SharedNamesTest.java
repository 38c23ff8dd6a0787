package io.drayage.controller.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.journal.Journal;
import io.drayage.journal.NameRow;
import io.drayage.journal.NameRow.Phase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names in a journal that controllers share. */
class SharedNamesTest {
  private @TempDir Path directory;

  @Test
  void ofTwoControllersOneBringsANameOn() throws IOException {
    try (TestPostgres postgres = TestPostgres.start(directory);
        Journal one = postgres.open();
        Journal other = postgres.open()) {
      NameRow created = new NameRow("shop.example.com", "shop", Phase.CREATING, "{}", "", "");
      NameRow standing = created.standing("{}");

      assertThat(one.names().add(created)).isTrue();
      assertThat(other.names().add(created)).isFalse();
      assertThat(other.names().restless()).containsExactly(created);
      assertThat(one.names().replace(created, standing)).isTrue();
      assertThat(other.names().replace(created, standing)).isFalse();
      assertThat(other.names().ofContainer("shop")).hasValue(standing);
      other.names().remove(standing);
      assertThat(one.names().find("shop.example.com")).isEmpty();
    }
  }
}
