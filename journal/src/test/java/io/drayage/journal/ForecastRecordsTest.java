package io.drayage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.model.migration.Mode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastRecordsTest {
  private @TempDir Path directory;

  @Test
  void theFirstForecastOfAMigrationStaysAndTheNewestMigrationComesFirst() {
    Path file = directory.resolve("journal.db");
    try (Journal journal = Journal.open(file)) {
      for (String id : List.of("m1", "m2", "m3")) {
        String container = "c-" + id;
        journal
            .containers()
            .add(Containers.on("madrid", container, "10.96.128." + id.substring(1)));
        assertThat(
                journal
                    .migrations()
                    .request(id, container, "madrid", "zurich", Mode.COLD, Clock.systemUTC()))
            .isPresent();
        journal.forecasts().put(id, "{\"of\":\"" + id + "\"}");
      }
      journal.forecasts().put("m1", "another");
    }
    try (Journal journal = Journal.open(file)) {
      assertThat(journal.forecasts().find("m1")).contains("{\"of\":\"m1\"}");
      assertThat(journal.forecasts().find("m4")).isEmpty();
      assertThat(journal.forecasts().newest(2))
          .extracting(ForecastRecords.Kept::migration)
          .containsExactly("m3", "m2");
    }
  }
}
