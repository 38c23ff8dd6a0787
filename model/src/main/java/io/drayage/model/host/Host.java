package io.drayage.model.host;

import io.drayage.model.Names;

/**
 * A machine of a provider that runs one agent.
 *
 * @param name unique among the controller's hosts; an RFC 1123 label
 * @param cloud the provider, e.g. {@code gcp}
 * @param region the provider's region, e.g. {@code eu-central-1}
 * @param country where the machine stands, ISO 3166-1 alpha-2
 * @param address IP address at which other agents reach this one
 * @param memoryBytes memory that containers may use, in bytes
 */
public record Host(
    String name, String cloud, String region, String country, String address, long memoryBytes) {
  public Host {
    Names.require("host", name);
    if (!country.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException(
          "country '%s' of host %s is not valid: use a two-letter ISO 3166-1 code such as DE"
              .formatted(country, name));
    }
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException(
          "memory of host %s must be more than 0 bytes".formatted(name));
    }
  }
}
