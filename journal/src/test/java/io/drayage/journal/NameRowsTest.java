package io.drayage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.journal.NameRow.Phase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameRowsTest {
  private static final NameRow NEW =
      new NameRow("shop.example.com", "shop", Phase.CREATING, "{}", "", "");

  private @TempDir Path directory;

  @Test
  void aNameIsTakenOnceAndChangedOnlyFromWhatItIs() {
    try (Journal journal = Journal.open(directory.resolve("journal.db"))) {
      NameRows names = journal.names();
      NameRow standing = NEW.standing("{}");
      NameRow preparing = standing.preparing("{}", "m1", "{\"a\":1}");

      assertThat(names.add(NEW)).isTrue();
      assertThat(names.add(new NameRow(NEW.name(), "other", Phase.CREATING, "", "", ""))).isFalse();
      assertThat(names.restless()).containsExactly(NEW);
      assertThat(names.replace(NEW, standing)).isTrue();
      assertThat(names.replace(NEW, preparing)).as("it is not so any more").isFalse();
      assertThat(names.restless()).isEmpty();
      assertThat(names.replace(standing, preparing)).isTrue();
      assertThat(names.find(NEW.name())).hasValue(preparing);
      assertThat(names.ofContainer("shop")).hasValue(preparing);
      NameRow removing = preparing.in(Phase.REMOVING);
      assertThat(names.replace(preparing, removing)).isTrue();
      assertThat(names.ofContainer("shop")).isEmpty();
      names.remove(preparing);
      assertThat(names.find(NEW.name())).as("another phase by now").hasValue(removing);
      names.remove(removing);
      assertThat(names.find(NEW.name())).isEmpty();
    }
  }
}
