package io.drayage.cli.lab;

import io.drayage.lab.Lab;
import io.drayage.lab.LabStatus;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Privileges;
import io.drayage.platform.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows labs and their hosts. */
@Command(name = "status", description = "Show the labs of this machine and their hosts.")
final class StatusCommand implements Callable<Integer> {
  enum Format {
    TABLE,
    JSON
  }

  private static final String ROW = "%-18s %-11s %-8s %-18s %-7s %-15s %-7s %-8s %s%n";

  @Option(names = "--name", paramLabel = "NAME", description = "Only this lab (default: all)")
  private @Nullable String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: table)")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Privileges.requireRoot("dray lab status");
    Set<String> names = name == null ? Lab.names() : Set.of(name);
    List<LabStatus> labs = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    for (String lab : names) {
      try {
        labs.add(LabStatus.of(Lab.open(lab)));
      } catch (LabException e) {
        if (name != null) {
          throw e;
        }
        broken.add(lab);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case JSON -> out.println(Json.writeIndented(labs));
      case TABLE -> labs.forEach(lab -> print(out, lab));
    }
    if (names.isEmpty() && format == Format.TABLE) {
      out.println("no lab is up; start one with: dray lab up");
    }
    out.flush();
    for (String lab : broken) {
      spec.commandLine()
          .getErr()
          .println(
              "lab " + lab + " is left over from a crash; clean up: dray lab down --name " + lab);
    }
    return CommandLine.ExitCode.OK;
  }

  private static void print(PrintWriter out, LabStatus lab) {
    out.printf(
        "lab %s: %s, %s, containers in %s%n",
        lab.name(), lab.ready() ? "up" : "not fully up", lab.subnet(), lab.containers());
    out.printf(
        ROW, "HOST", "ROLE", "CLOUD", "REGION", "COUNTRY", "ADDRESS", "MEMORY", "LINK", "STATE");
    for (LabStatus.Host host : lab.hosts()) {
      out.printf(
          ROW,
          host.name(),
          host.role(),
          orDash(host.cloud()),
          orDash(host.region()),
          orDash(host.country()),
          host.address(),
          host.memory(),
          host.bandwidth(),
          state(host));
    }
  }

  private static String state(LabStatus.Host host) {
    if (!host.running()) {
      return "dead";
    }
    return host.serviceRunning() ? "up" : "up, no " + host.role();
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
