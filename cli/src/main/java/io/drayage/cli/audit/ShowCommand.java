package io.drayage.cli.audit;

import io.drayage.cli.output.OutputOption;
import io.drayage.cli.output.Table;
import io.drayage.trust.audit.AuditEntry;
import io.drayage.trust.audit.AuditReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the newest entries. */
@Command(
    name = "show",
    description = "Show the newest entries; whether they are genuine, verify says.")
final class ShowCommand implements Callable<Integer> {
  private static final int MOST = 100_000;

  @Mixin private AuditOption log = new AuditOption();

  @Option(names = "--container", paramLabel = "NAME", description = "Only about this container")
  private Optional<String> container = Optional.empty();

  @Option(names = "--migration", paramLabel = "ID", description = "Only about this migration")
  private Optional<String> migration = Optional.empty();

  @Option(names = "--kind", paramLabel = "KIND", description = "Only this, e.g. verdict-refused")
  private Optional<String> kind = Optional.empty();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most (default: ${DEFAULT-VALUE})")
  private int last = 50;

  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (last < 1 || last > MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "--last: %d is not 1 to %d: give such a number".formatted(last, MOST));
    }
    List<AuditEntry> entries = log.read(source -> AuditReader.last(source, this::asked, last));
    PrintWriter out = spec.commandLine().getOut();
    output.print(out, entries, all -> print(out, all));
    return 0;
  }

  private boolean asked(AuditEntry entry) {
    return matches(container, entry.container())
        && matches(migration, entry.migration())
        && matches(kind, Optional.of(entry.kind()));
  }

  private static boolean matches(Optional<String> asked, Optional<String> found) {
    return asked.isEmpty() || asked.equals(found);
  }

  private static void print(PrintWriter out, List<AuditEntry> entries) {
    var table = new Table("NUMBER", "TIME", "KIND", "ACTOR", "CONTAINER", "MIGRATION", "DETAILS");
    for (AuditEntry entry : entries) {
      table.row(
          entry.sequence(),
          entry.time(),
          entry.kind(),
          entry.actor(),
          entry.container().orElse(""),
          entry.migration().orElse(""),
          entry.details().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(one -> one.getKey() + "=" + one.getValue().replaceAll("\\s+", " "))
              .collect(Collectors.joining("; ")));
    }
    table.print(out);
  }
}
