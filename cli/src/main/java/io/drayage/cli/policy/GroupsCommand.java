package io.drayage.cli.policy;

import io.drayage.cli.output.OutputOption;
import io.drayage.cli.output.Table;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryGroup;
import io.drayage.trust.country.CountryGroups;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the groups of countries. */
@Command(name = "groups", description = "List the groups of countries, with date and source.")
final class GroupsCommand implements Callable<Integer> {
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    output.print(
        out,
        CountryGroups.builtIn().all(),
        groups -> {
          var table = new Table("GROUP", "AS OF", "MEMBERS", "SOURCE");
          for (CountryGroup group : groups) {
            table.row(
                group.name(),
                group.asOf(),
                group.members().stream().map(CountryCode::code).collect(Collectors.joining(" ")),
                group.source());
          }
          table.print(out);
        });
    return 0;
  }
}
