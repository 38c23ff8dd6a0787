package io.drayage.forecast.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drayage.forecast.predict.Forecast;
import io.drayage.forecast.predict.Forecaster;
import io.drayage.forecast.predict.Moves;
import io.drayage.forecast.predict.Quantity;
import io.drayage.forecast.table.Tables;
import io.drayage.model.migration.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private final Forecaster forecaster = new Forecaster(Tables.builtIn());

  @Test
  void itIsTheMedianErrorAndTheShareWithinTheInterval() {
    Forecast forecast = forecaster.forecast(Moves.of(Mode.COLD, 64), List.of());

    Calibration calibration =
        Calibration.of(
            List.of(
                Moves.past(forecast, 1),
                Moves.past(forecast, 1.25),
                Moves.past(forecast, 2),
                Moves.past(forecast, 100)));

    Calibration.Row total = row(calibration, Quantity.TOTAL);
    assertThat(total.moves()).isEqualTo(4);
    assertThat(total.medianError()).isCloseTo((0.2 + 0.5) / 2, within(1e-9));
    assertThat(total.coverage()).isEqualTo(0.75);
    assertThat(row(calibration, Quantity.EGRESS).medianError())
        .isCloseTo(row(calibration, Quantity.BYTES).medianError(), within(1e-9));
  }

  @Test
  void whatNobodyMeasuredHasNoRow() {
    Forecast forecast = forecaster.forecast(Moves.of(Mode.COLD, 64), List.of());

    assertThat(Calibration.of(List.of(Moves.past(forecast, 1))).rows())
        .extracting(Calibration.Row::quantity)
        .containsExactly(Quantity.TOTAL, Quantity.FROZEN, Quantity.BYTES, Quantity.EGRESS);
    assertThat(Calibration.of(List.of()).rows()).isEmpty();
  }

  @Test
  void whatAStatelessMoveDoesNotSendIsNoError() {
    Forecast forecast = forecaster.forecast(Moves.of(Mode.STATELESS, 64), List.of());

    assertThat(Calibration.of(List.of(Moves.past(forecast, 1))).rows())
        .extracting(Calibration.Row::quantity)
        .containsExactly(Quantity.TOTAL);
  }

  private static Calibration.Row row(Calibration calibration, Quantity quantity) {
    return calibration.rows().stream()
        .filter(row -> row.quantity() == quantity)
        .findFirst()
        .orElseThrow();
  }
}
