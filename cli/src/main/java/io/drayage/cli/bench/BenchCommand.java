package io.drayage.cli.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds the benchmarks: does nothing itself. */
@Command(
    name = "bench",
    description = "Measure Drayage beside its peers, in a lab.",
    subcommands = MemoryCommand.class)
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no benchmark given: choose memory");
  }
}
