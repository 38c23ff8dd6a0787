package io.drayage.cli.cluster;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.output.OutputOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that asks a controller and prints what it answers. It exits with 0 unless it throws.
 */
public abstract class ClusterCommand implements Callable<Integer> {
  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() {
    try (ControllerClient client = cluster.connect()) {
      ask(client);
      return 0;
    }
  }

  /** Asks, and prints the answer. */
  protected abstract void ask(ControllerClient client);

  /** Prints a result as JSON, or has it printed for people. */
  protected final <T> void print(T result, Consumer<T> forPeople) {
    output.print(out(), result, forPeople);
  }

  /** Where results go. */
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where warnings go. */
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
