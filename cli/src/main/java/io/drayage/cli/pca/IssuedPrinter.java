package io.drayage.cli.pca;

import io.drayage.cli.output.Table;
import io.drayage.trust.pca.IssuedAttribute;
import io.drayage.trust.pca.PrivacyAuthority;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;

/** Certificates that were issued, for people. */
final class IssuedPrinter {
  private IssuedPrinter() {}

  /** One certificate for programs. */
  record View(
      String serial,
      String kind,
      String name,
      String says,
      Instant notBefore,
      Instant notAfter,
      String file) {
    static View of(PrivacyAuthority.Issued issued) {
      IssuedAttribute entry = issued.entry();
      return new View(
          entry.serial(),
          entry.kind(),
          entry.name(),
          entry.says(),
          entry.notBefore(),
          entry.notAfter(),
          issued.file().toString());
    }
  }

  static void one(PrintWriter out, View issued) {
    out.printf(
        "%s %s %s, until %s%ncertificate %s in %s%n",
        issued.kind(),
        issued.name(),
        issued.says(),
        issued.notAfter(),
        issued.serial(),
        issued.file());
  }

  static void all(PrintWriter out, List<IssuedAttribute> issued, Instant now) {
    var table = new Table("SERIAL", "STATE", "KIND", "NAME", "UNTIL", "SAYS");
    for (IssuedAttribute one : issued) {
      table.row(one.serial(), one.state(now), one.kind(), one.name(), one.notAfter(), one.says());
    }
    table.print(out);
  }
}
