package io.drayage.dns;

import java.util.List;

/**
 * A zone whose records can be changed: the interface that each DNS provider implements. Every
 * method gives up after some seconds. Thread-safe.
 */
public interface Zone {
  /** The zone's own name, e.g. {@code apps.example.com}. */
  String domain();

  /**
   * What stands at a name itself, without what a wildcard would answer in its place.
   *
   * @throws DnsException when that cannot be found out
   */
  NameRecords read(String name);

  /**
   * Puts records in the place of others in one step, or changes nothing. TTLs are not compared.
   * When the wanted ones stand there already, that is a success: the same change may be asked for
   * twice.
   *
   * @param expected what must stand there
   * @param wanted what then stands there, for the same name
   * @throws NameChangedException when something else stands there
   * @throws DnsException when the change failed, or nobody knows whether it did
   */
  void change(NameRecords expected, NameRecords wanted);

  /**
   * Proves by a change that changes nothing that {@link #change} would be allowed at a name.
   *
   * @throws DnsException when it would not
   */
  void requireChangeable(String name);

  /**
   * Asks every authoritative server of the zone.
   *
   * @throws DnsException when it cannot be found out which ones there are
   */
  List<ServerAnswer> ask(String name);
}
