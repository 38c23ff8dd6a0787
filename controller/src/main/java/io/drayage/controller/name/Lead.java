package io.drayage.controller.name;

import io.drayage.dns.NameRecords;
import io.drayage.platform.json.Json;
import java.util.Optional;

/**
 * What leads from a container's name to a host.
 *
 * @param records at the name itself, with their usual TTL
 * @param helper at the container's name in the host's own domain; empty when records are addresses
 */
record Lead(NameRecords records, Optional<NameRecords> helper) {
  static Lead read(String json) {
    return Json.read(json, Lead.class);
  }

  String json() {
    return Json.write(this);
  }
}
