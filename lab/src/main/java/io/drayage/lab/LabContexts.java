package io.drayage.lab;

import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.LabPaths;
import io.drayage.lab.state.LabState;
import io.drayage.lab.state.LabStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds the context file of a lab: what a client needs to talk to its controller. */
public final class LabContexts {
  private LabContexts() {}

  /**
   * The context of the only lab that is up.
   *
   * @throws LabException when none is, or several are
   */
  public static Path find() {
    List<String> up = up();
    return switch (up.size()) {
      case 0 ->
          throw new LabException("no lab is up on this machine; start one with `dray lab up`");
      case 1 -> new LabPaths(up.getFirst()).context();
      default ->
          throw new LabException(
              "several labs are up (%s); choose one with --lab NAME"
                  .formatted(String.join(", ", up)));
    };
  }

  /**
   * The context of one lab.
   *
   * @throws LabException when it is not up
   */
  public static Path find(String lab) {
    if (!up().contains(lab)) {
      throw new LabException(
          up().isEmpty()
              ? "lab %s is not up; start it with `dray lab up --name %s`".formatted(lab, lab)
              : "lab %s is not up; these are: %s".formatted(lab, String.join(", ", up())));
    }
    return new LabPaths(lab).context();
  }

  /** Names of all labs whose controller can be talked to. */
  public static List<String> up() {
    return LabPaths.labs().stream()
        .filter(lab -> LabStore.find(lab).filter(LabState::ready).isPresent())
        .filter(lab -> Files.exists(new LabPaths(lab).context()))
        .toList();
  }
}
