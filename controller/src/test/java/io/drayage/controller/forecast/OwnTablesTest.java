package io.drayage.controller.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.forecast.table.Place;
import io.drayage.forecast.table.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTablesTest {
  private static final String OWN =
      """
      {"source": "our contract", "date": "2026-10-01", "note": "net", "unit": "USD per GiB",
       "continents": {}, "prices": [{"cloud": "gcp", "to": "internet", "usdPerGib": 0.03}]}
      """;

  private @TempDir Path data;

  @Test
  void withoutAnyTheBuiltInOnesCount() {
    assertThat(OwnTables.in(data)).isEqualTo(Tables.builtIn());
  }

  @Test
  void aFileOfATablesNameTakesItsPlace() throws IOException {
    write(OWN);

    assertThat(
            OwnTables.in(data)
                .egress()
                .usdPerGib(new Place("gcp", "a", "ES"), new Place("aws", "b", "DE")))
        .hasValue(0.03);
  }

  @Test
  void aBrokenOrEndlessFileLeavesTheBuiltInOnes() throws IOException {
    write("{");
    assertThat(OwnTables.in(data)).isEqualTo(Tables.builtIn());

    write(OWN + " ".repeat(1024 * 1024));
    assertThat(OwnTables.in(data)).isEqualTo(Tables.builtIn());
  }

  private void write(String content) throws IOException {
    Files.createDirectories(data.resolve("tables"));
    Files.writeString(data.resolve("tables/egress.json"), content);
  }
}
