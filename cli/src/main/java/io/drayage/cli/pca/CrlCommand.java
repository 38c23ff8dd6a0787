package io.drayage.cli.pca;

import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.trust.pca.AuthorityTimes;
import io.drayage.trust.pca.PrivacyAuthority;
import io.drayage.trust.revocation.RevocationList;
import io.drayage.trust.revocation.RevocationLists;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes revocation lists. */
@Command(
    name = "crl",
    description = {
      "Sign the lists of what was taken back anew, so that they stay fresh.",
      "Run it at least as often as the lists hold: without a fresh one verifiers refuse everything."
    })
final class CrlCommand extends AuthorityCommand {
  @Option(
      names = "--hours",
      paramLabel = "N",
      defaultValue = "24",
      description = "How long they hold (default: ${DEFAULT-VALUE})")
  private int hours;

  @Mixin private PasswordOption password = new PasswordOption();

  private record Published(String file, List<One> lists) {}

  private record One(
      String issuer, BigInteger number, Instant thisUpdate, Optional<Instant> nextUpdate) {
    static One of(RevocationList list) {
      return new One(list.issuer().getName(), list.number(), list.thisUpdate(), list.nextUpdate());
    }
  }

  @Override
  protected void run() {
    if (hours < 1 || hours > 24 * 30) {
      throw new CommandException(ExitCode.USAGE, "--hours is not valid: give 1 to 720");
    }
    var authority =
        PrivacyAuthority.at(
            directory(), AuthorityTimes.DEFAULT.withList(Duration.ofHours(hours)), clock());
    RevocationLists lists = password.with(authority::publish);
    print(
        new Published(authority.listsFile().toString(), lists.all().stream().map(One::of).toList()),
        published -> {
          for (One one : published.lists()) {
            out()
                .printf(
                    "list %s of %s holds until %s%n",
                    one.number(),
                    one.issuer(),
                    one.nextUpdate().map(Instant::toString).orElse("-"));
          }
          out().println("give verifiers " + published.file());
        });
  }
}
