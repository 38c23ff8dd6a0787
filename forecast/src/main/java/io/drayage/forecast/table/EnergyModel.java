package io.drayage.forecast.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The stated model of energy: processors between rest and full load, memory, network, and what a
 * data centre uses besides (PUE).
 *
 * @param joulesPerGigabyteSent of network, for each 10^9 bytes, both ends and what lies between
 * @param wattsPerGib of memory
 * @param utilisation of a running container's processors, 0 to 1
 * @param movingVcpus processors that a move keeps fully busy, both hosts together
 */
public record EnergyModel(
    String source,
    LocalDate date,
    String note,
    String unit,
    double joulesPerGigabyteSent,
    double wattsPerGib,
    double utilisation,
    double movingVcpus,
    List<Provider> providers) {
  /** The table's name, that of its file. */
  static final String TABLE = "energy.json";

  public EnergyModel {
    providers = List.copyOf(providers);
    Tables.requireNotNegative(TABLE, joulesPerGigabyteSent);
    Tables.requireNotNegative(TABLE, wattsPerGib);
    Tables.requireNotNegative(TABLE, utilisation);
    Tables.requireNotNegative(TABLE, movingVcpus);
  }

  /**
   * A provider's machines.
   *
   * @param wattsIdle of one vCPU at rest
   * @param wattsBusy of one vCPU at full load; the energy of a CPU-second in joules
   * @param pue power usage effectiveness, 1 or more
   */
  public record Provider(String cloud, double wattsIdle, double wattsBusy, double pue) {
    public Provider {
      Tables.requireNotNegative(TABLE, wattsIdle);
      Tables.requireNotNegative(TABLE, wattsBusy - wattsIdle);
      Tables.requireNotNegative(TABLE, pue - 1);
    }
  }

  /** Where the figures are from. */
  public Provenance provenance() {
    return new Provenance(TABLE, source, date, note, unit);
  }

  /** Joules of a move; empty when a provider is not in the table. */
  public Optional<Double> moveJoules(Place from, Place to, double seconds, double bytes) {
    return provider(from)
        .flatMap(source ->
            provider(to)
                .map(destination ->
                    seconds * movingVcpus * (busyJoules(source) + busyJoules(destination)) / 2
                        + bytes / 1e9 * joulesPerGigabyteSent));
  }

  /** Watts of a container that runs; empty when the provider is not in the table. */
  public Optional<Double> runningWatts(Place place, double vcpus, double gib) {
    return provider(place)
        .map(it -> {
          double perVcpu = it.wattsIdle() + utilisation * (it.wattsBusy() - it.wattsIdle());
          return (vcpus * perVcpu + gib * wattsPerGib) * it.pue();
        });
  }

  private static double busyJoules(Provider provider) {
    return provider.wattsBusy() * provider.pue();
  }

  private Optional<Provider> provider(Place place) {
    return providers.stream().filter(it -> it.cloud().equals(place.cloud())).findFirst();
  }
}
