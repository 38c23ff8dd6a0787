package io.drayage.cli.demo;

import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.lab.Cache;
import io.drayage.lab.demo.Demo;
import io.drayage.lab.demo.DemoException;
import io.drayage.lab.demo.DemoLab;
import io.drayage.lab.demo.DemoReport;
import io.drayage.lab.demo.DemoSettings;
import io.drayage.lab.demo.store.S3ProxyProgram;
import io.drayage.platform.json.Json;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves a time service and a Redis server between two clouds of a lab, and checks the outcome. */
@Command(
    name = "demo",
    description = {
      "Start a lab and move a time service and a Redis server between two clouds while clients use them.",
      "Prints what the clients saw. Exits with 0 when nothing was lost and with 4 when something was."
    })
public final class DemoCommand implements Callable<Integer> {

  /** The demonstration's lab, beside which others may run. */
  static final String LAB = "demo";

  private final BiFunction<String, List<Path>, DemoLab> labs;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the moves' numbers to this file as JSON, too.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--keep", description = "Leave the lab up, with the containers running.")
  private boolean keep;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "auto",
      description = "The mode to show beside cold (default: ${DEFAULT-VALUE}).")
  private String mode = "auto";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What Redis's random values follow from, to repeat a run.")
  private Optional<Long> seed = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * A command that finds its lab by name.
   *
   * @param labs gives the lab of a name, which need not be up and whose hosts will see the
   *     directories
   */
  public DemoCommand(BiFunction<String, List<Path>, DemoLab> labs) {
    this.labs = labs;
  }

  @Override
  public Integer call() throws IOException {
    Optional<Path> file = json.map(Path::toAbsolutePath);
    file.ifPresent(this::requireWritable);
    DemoReport report = carryOut();
    var out = spec.commandLine().getOut();
    new ReportPrinter(out, marks()).print(report);
    if (file.isPresent()) {
      Files.writeString(file.get(), Json.writeIndented(report.summary()) + "\n");
    }
    if (keep) {
      out.println();
      out.println("The lab is still up: see dray ps; end it with dray lab down --name " + LAB);
      out.flush();
    }
    return (report.passed() ? ExitCode.OK : ExitCode.LOST).code();
  }

  private DemoReport carryOut() {
    DemoSettings settings = settings();
    DemoLab lab = labs.apply(LAB, List.of(settings.objectStore().libraries()));
    var steps = new StepPrinter(spec.commandLine().getErr(), terminal(), marks(), System::nanoTime);
    try (var guard = new LabGuard(lab)) {
      lab.down(); // one that an earlier demo kept, or left when it was killed
      if (keep) {
        guard.keep();
      }
      try {
        return new Demo(lab, settings, steps, Clock.systemUTC()).run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new DemoException("the demo was interrupted: the lab is taken down", e);
      } finally {
        steps.failed();
      }
    } catch (DemoException e) {
      throw new CommandException(ExitCode.FAILURE, "the demo failed: " + e.getMessage());
    }
  }

  private DemoSettings settings() {
    Path home = Path.of(System.getProperty("dray.home", "."));
    var program = new S3ProxyProgram(home.resolve("cli/target/dist/s3proxy"));
    long values = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1, 1_000_000));
    return DemoSettings.standard(values, Cache.images(), program).withMode(mode);
  }

  /** Finds out before the demo what would spoil its end. */
  private void requireWritable(Path file) {
    Path directory = file.resolveSibling(".");
    if (Files.isDirectory(file) || !Files.isWritable(directory)) {
      throw new ParameterException(
          spec.commandLine(),
          "--json: cannot write " + file + ": name a file in a directory that is there");
    }
  }

  private static boolean terminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private static Marks marks() {
    return Marks.in(Charset.forName(System.getProperty("stdout.encoding", "US-ASCII")));
  }
}
