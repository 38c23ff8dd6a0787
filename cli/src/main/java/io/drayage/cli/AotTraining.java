package io.drayage.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * The training run for the JDK's ahead-of-time cache (JEP 514): goes through the code that every
 * command needs at its start, and that a controller and an agent need, without any effect.
 */
final class AotTraining {
  private AotTraining() {}

  /** Runs each training command once and exits; its output is thrown away. */
  public static void main(String[] args) {
    var out = System.out;
    var err = System.err;
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    try {
      for (List<String> command : commands()) {
        int _ = Commands.tree().execute(command.toArray(String[]::new));
      }
      System.setErr(err);
      ServiceTraining.run();
    } catch (Exception e) {
      // A slower start is better than none.
      err.println("the controller and the agent were not trained: " + e);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    System.exit(0); // whatever threads the services' libraries left
  }

  private static List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("--help"));
    commands.add(List.of("--version"));
    commands.add(List.of("no-such-command"));
    commands.add(List.of("completion", "bash"));
    commands.add(List.of("lab", "status"));
    addHelp(commands, List.of(), Commands.tree());
    return commands;
  }

  private static void addHelp(List<List<String>> to, List<String> path, CommandLine command) {
    command
        .getSubcommands()
        .forEach((name, subcommand) -> {
          List<String> below = new ArrayList<>(path);
          below.add(name);
          List<String> help = new ArrayList<>(below);
          help.add("--help");
          to.add(help);
          addHelp(to, below, subcommand);
        });
  }
}
