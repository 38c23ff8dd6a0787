package io.drayage.lab.state;

import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.LabPaths;
import io.drayage.lab.machine.MachineLock;
import io.drayage.lab.machine.PipeLimit;
import io.drayage.lab.machine.ProcessId;
import io.drayage.lab.net.UsedRanges;
import io.drayage.lab.spec.LabSpec;
import io.drayage.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** The recorded states of the machine's labs. */
public final class LabStore {
  private LabStore() {}

  /**
   * Records a new lab before anything of it exists, and raises the machine's limits for it.
   *
   * @throws LabException when the name is taken, or no address range is free
   */
  public static LabState claim(String lab, LabSpec spec) {
    return MachineLock.holding(() -> claimAlone(lab, spec));
  }

  private static LabState claimAlone(String lab, LabSpec spec) {
    Optional<LabState> existing = find(lab);
    if (existing.filter(LabState::isStarting).isPresent()) {
      throw new LabException("another process is bringing lab " + lab + " up; wait for it");
    }
    if (existing.filter(LabState::ready).isPresent()) {
      throw new LabException(
          "lab %s is up already; take it down with `dray lab down --name %s`, or choose another --name"
              .formatted(lab, lab));
    }
    if (existing.isPresent() || new Leftovers(lab).exist()) {
      throw new LabException(
          "an earlier start of lab %s did not end well; clean up with `dray lab down --name %s`"
              .formatted(lab, lab));
    }
    Set<Integer> claimed =
        LabPaths.labs().stream()
            .flatMap(name -> find(name).stream())
            .map(LabState::index)
            .collect(Collectors.toSet());
    ProcessId self = ProcessId.ofRunning(ProcessHandle.current().pid()).orElseThrow();
    int index = UsedRanges.ofThisMachine().firstFree(claimed).index();
    LabState state = new LabState(lab, index, spec, false, self);
    write(state);
    new PipeLimit(LabPaths.savedPipeLimit()).raise();
    return state;
  }

  /** Records a change; a reader sees the old state or the new one, whole. */
  public static void write(LabState state) {
    Path file = new LabPaths(state.name()).state();
    Path next = file.resolveSibling("state.json.new");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(next, Json.write(state));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LabException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** A lab's state, unless there is none or it is not whole. */
  public static Optional<LabState> find(String lab) {
    Path file = new LabPaths(lab).state();
    try {
      return Files.exists(file)
          ? Optional.of(Json.read(Files.readString(file), LabState.class))
          : Optional.empty();
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
