package io.drayage.trust.pca;

import io.drayage.platform.json.Json;
import io.drayage.trust.TrustException;
import io.drayage.trust.keystore.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What an authority keeps of itself and of what it issued, as one JSON file that is replaced whole.
 *
 * @param name of the authority
 * @param issuers how many issuers it has had; the last one signs
 * @param lists how many revocation lists it has made
 * @param issued every attribute certificate, in the order of issue
 * @param withdrawn the numbers, in hexadecimal digits, of issuers' certificates that were taken
 *     back
 */
record Ledger(
    String name, int issuers, long lists, List<IssuedAttribute> issued, List<Withdrawn> withdrawn) {
  Ledger {
    issued = List.copyOf(issued);
    withdrawn = List.copyOf(withdrawn);
  }

  /** An issuer's certificate that was taken back. */
  record Withdrawn(String serial, Instant at) {}

  static Ledger of(String name) {
    return new Ledger(name, 0, 0, List.of(), List.of());
  }

  static Ledger read(Path file) {
    try {
      return Json.read(Files.readString(file), Ledger.class);
    } catch (NoSuchFileException e) {
      throw new TrustException(
          "There is no authority in " + file.getParent() + ": make one with dray pca init", e);
    } catch (IOException | JacksonException e) {
      throw new TrustException(
          "Cannot read " + file + ": it is damaged or not readable; restore it from a backup", e);
    }
  }

  void write(Path file) {
    try {
      PrivateFile.replace(file, Json.writeIndented(this).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new TrustException(
          "Cannot write " + file + ": " + e.getMessage() + "; nothing was issued", e);
    }
  }

  Ledger withIssuer() {
    return new Ledger(name, issuers + 1, lists, issued, withdrawn);
  }

  Ledger withList() {
    return new Ledger(name, issuers, lists + 1, issued, withdrawn);
  }

  Ledger withIssued(IssuedAttribute one) {
    List<IssuedAttribute> more = new ArrayList<>(issued);
    more.add(one);
    return new Ledger(name, issuers, lists, more, withdrawn);
  }

  Ledger withRevoked(IssuedAttribute revoked) {
    return new Ledger(
        name,
        issuers,
        lists,
        issued.stream().map(one -> one.serial().equals(revoked.serial()) ? revoked : one).toList(),
        withdrawn);
  }

  Ledger withWithdrawn(Withdrawn issuer) {
    List<Withdrawn> more = new ArrayList<>(withdrawn);
    more.add(issuer);
    return new Ledger(name, issuers, lists, issued, more);
  }

  Optional<IssuedAttribute> find(String serial) {
    return issued.stream().filter(one -> one.serial().equals(serial)).findFirst();
  }
}
