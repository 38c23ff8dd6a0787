package io.drayage.cli.pca;

import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.attribute.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What both kinds of certificates have. */
final class IssueOptions {
  private static final int MOST_DAYS = 365;

  @Option(
      names = "--organisation",
      required = true,
      split = ",",
      paramLabel = "CODE",
      description =
          "An organisation that the host serves, or that may use the container; repeat it")
  private List<String> organisations = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long it holds (default: ${DEFAULT-VALUE})")
  private int days;

  @Option(
      names = "--target",
      split = ",",
      paramLabel = "URI",
      description =
          "Who alone may rely on it, such as drayage:controller:main (default: everybody); repeat it")
  private List<String> targets = List.of();

  SortedSet<OrganisationCode> organisations() {
    return organisations.stream()
        .map(OrganisationCode::new)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Duration validity() {
    if (days < 1 || days > MOST_DAYS) {
      throw new CommandException(ExitCode.USAGE, "--days is not valid: give 1 to " + MOST_DAYS);
    }
    return Duration.ofDays(days);
  }

  Optional<Targets> targets() {
    return targets.isEmpty() ? Optional.empty() : Optional.of(new Targets(new TreeSet<>(targets)));
  }
}
