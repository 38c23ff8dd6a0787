package io.drayage.forecast.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TablesTest {
  private static final Place MADRID = new Place("gcp", "europe-southwest1", "ES");
  private static final Place FRANKFURT = new Place("aws", "eu-central-1", "DE");
  private static final Place VIRGINIA = new Place("aws", "us-east-1", "US");

  private final Tables tables = Tables.builtIn();

  /** The regions of lab.yaml. */
  static List<Place> labPlaces() {
    return List.of(MADRID, FRANKFURT, VIRGINIA);
  }

  @ParameterizedTest
  @MethodSource("labPlaces")
  void everyRegionOfTheDefaultLabIsInEveryTable(Place place) {
    assertThat(tables.machines().at(place)).isPresent();
    assertThat(tables.carbon().regions())
        .anyMatch(region ->
            region.cloud().equals(place.cloud()) && region.region().equals(place.region()));
    assertThat(tables.energy().runningWatts(place, 1, 1)).isPresent();
    for (Place other : labPlaces()) {
      assertThat(tables.egress().usdPerGib(place, other)).isPresent();
    }
  }

  @Test
  void everyTableSaysItsSourceDateUnitAndThatItIsToBeChecked() {
    assertThat(tables.provenance())
        .hasSize(5)
        .allSatisfy(table -> {
          assertThat(table.date()).isBetween(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 12, 31));
          assertThat(table.source()).isNotBlank();
          assertThat(table.unit()).isNotBlank();
        });
    assertThat(tables.provenance())
        .filteredOn(table -> !table.table().equals("moves.json"))
        .allSatisfy(table -> assertThat(table.note()).contains("Check before you rely on it"));
  }

  @Test
  void theWayToAnotherProviderIsTheInternetAndTheNearerWaysCostNoMore() {
    EgressPrices egress = tables.egress();

    assertThat(egress.usdPerGib(MADRID, FRANKFURT)).hasValue(0.12);
    assertThat(egress.usdPerGib(FRANKFURT, MADRID)).hasValue(0.09);
    assertThat(egress.usdPerGib(FRANKFURT, VIRGINIA)).hasValue(0.02);
    assertThat(egress.usdPerGib(FRANKFURT, FRANKFURT)).hasValue(0.01);
    Place belgium = new Place("gcp", "europe-west1", "BE");
    Place iowa = new Place("gcp", "us-central1", "US");
    assertThat(egress.usdPerGib(MADRID, belgium)).hasValue(0.02);
    assertThat(egress.usdPerGib(MADRID, iowa)).hasValue(0.05);
  }

  @Test
  void aPlaceThatNoTableHasIsNotKnownRatherThanFree() {
    Place nowhere = new Place("cellar", "left", "AQ");

    assertThat(tables.egress().usdPerGib(nowhere, MADRID)).isEmpty();
    assertThat(tables.machines().at(nowhere)).isEmpty();
    assertThat(tables.carbon().gramsPerKwh(nowhere)).isEmpty();
    assertThat(tables.energy().moveJoules(nowhere, MADRID, 1, 1)).isEmpty();
  }

  @Test
  void aRegionThatIsNotListedHasItsCountrysGrid() {
    assertThat(tables.carbon().gramsPerKwh(new Place("cellar", "left", "FR"))).hasValue(15.83);
  }

  @Test
  void anOwnTableTakesTheBuiltInOnesPlace() {
    String own =
        """
        {"source": "our contract", "date": "2026-10-01", "note": "net", "unit": "USD per GiB",
         "continents": {}, "prices": [{"cloud": "gcp", "to": "internet", "usdPerGib": 0.03}]}
        """;

    Tables replaced = with("egress.json", own);

    assertThat(replaced.egress().usdPerGib(MADRID, FRANKFURT)).hasValue(0.03);
    assertThat(replaced.carbon()).isEqualTo(tables.carbon());
  }

  @Test
  void anOwnTableThatIsBrokenIsNamedInOneLine() {
    assertThatThrownBy(() -> with("egress.json", "{"))
        .isInstanceOf(TableException.class)
        .hasMessageStartingWith("table egress.json cannot be read: ");
    assertThatThrownBy(() -> with("carbon.json", "{\"source\": \"me\"}"))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("carbon.json");
    assertThatThrownBy(() -> with("machines.json", "{\"prices\": [{\"usdPerVcpuHour\": -1}]}"))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("machines.json");
    assertThatThrownBy(() -> with("energy.json", "{\"source\": \"me\"}"))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("energy.json");
    assertThatThrownBy(() -> with("egress.json", "null"))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("egress.json");
  }

  private static Tables with(String name, String json) {
    return Tables.replacedBy(asked -> asked.equals(name) ? Optional.of(json) : Optional.empty());
  }
}
