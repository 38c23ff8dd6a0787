package io.drayage.cli.lab;

import io.drayage.lab.Lab;
import io.drayage.lab.LabServices;
import io.drayage.lab.LabStart;
import io.drayage.lab.machine.Privileges;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.service.ApiControllerAccess;
import io.drayage.lab.service.JavaCommand;
import io.drayage.lab.service.JavaRuntime;
import io.drayage.lab.service.Services;
import io.drayage.lab.spec.LabFile;
import io.drayage.lab.spec.LabSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings a lab up. */
@Command(
    name = "up",
    description = {
      "Start a lab: a controller and hosts of several clouds, each with namespaces and a root of its own.",
      "The first time it also installs Debian packages and builds the hosts' root, which takes minutes."
    })
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--file",
      paramLabel = "LAB.YAML",
      description =
          "What the lab consists of; see --print-file (default: a controller and 3 hosts)")
  private @Nullable Path file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = Lab.DEFAULT_NAME,
      description = "The lab's name, so that several can coexist (default: ${DEFAULT-VALUE})")
  private String name = Lab.DEFAULT_NAME;

  @Option(names = "--bare", description = "Hosts and their network only: no controller, no agents")
  private boolean bare;

  @Option(names = "--print-file", description = "Print the default lab file and do nothing else")
  private boolean printFile;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (printFile) {
      out.print(LabFile.defaultText());
      out.flush();
      return CommandLine.ExitCode.OK;
    }
    Privileges.requireRoot("dray lab up");
    LabSpec lab = file == null ? LabFile.readDefault() : LabFile.read(file);
    PrintWriter err = spec.commandLine().getErr();
    Progress progress =
        line -> {
          err.println("lab " + name + ": " + line);
          err.flush();
        };
    long began = System.nanoTime();
    Path root = CachedRoot.ensure(JavaRuntime.isBorrowed(), progress);
    JavaCommand java = JavaCommand.ofThisProcess(root);
    LabServices services =
        bare ? LabServices.none() : new Services(java, ApiControllerAccess::connect);
    Lab up = new LabStart(root, java.shared(), services, progress).up(name, lab);
    out.printf(
        "lab %s is up after %.1f s: %d hosts in %s%n",
        name, (System.nanoTime() - began) / 1e9, up.spec().hosts().size(), up.subnet().cidr());
    out.flush();
    return CommandLine.ExitCode.OK;
  }
}
