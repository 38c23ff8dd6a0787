package io.drayage.lab.state;

import io.drayage.lab.LabException;
import io.drayage.lab.machine.ProcessId;
import io.drayage.lab.net.UsedRanges;
import io.drayage.lab.spec.LabSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The recorded states of the machine's labs. */
public final class LabStore {
  private static final JsonMapper JSON = new JsonMapper();

  private LabStore() {}

  /**
   * Records a new lab, before anything of it exists.
   *
   * @throws LabException when the name is taken, or no address range is free
   */
  public static LabState claim(String lab, LabSpec spec) {
    try (MachineLock lock = MachineLock.take()) {
      Optional<LabState> existing = find(lab);
      if (existing.filter(LabState::isStarting).isPresent()) {
        throw new LabException("another process is bringing lab " + lab + " up already: wait for it");
      }
      if (existing.filter(LabState::ready).isPresent()) {
        throw new LabException(
            "lab %s is up already: take it down with `dray lab down --name %s`, or choose another --name"
                .formatted(lab, lab));
      }
      if (existing.isPresent() || Leftovers.exist(lab)) {
        throw new LabException(
            "an earlier start of lab %s did not end well: clean up with `dray lab down --name %s`"
                .formatted(lab, lab));
      }
      Set<Integer> claimed =
          labs().stream().flatMap(name -> find(name).stream()).map(LabState::index).collect(Collectors.toSet());
      ProcessId self = ProcessId.ofRunning(ProcessHandle.current().pid()).orElseThrow();
      LabState state =
          new LabState(lab, UsedRanges.ofThisMachine().firstFree(claimed).index(), spec, false, self);
      write(state);
      return state;
    }
  }

  /** Records a change; a reader sees the old state or the new one, whole. */
  public static void write(LabState state) {
    Path file = new LabPaths(state.name()).state();
    Path next = file.resolveSibling("state.json.new");
    try {
      Files.createDirectories(file.getParent());
      Files.write(next, JSON.writeValueAsBytes(state));
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
          ? Optional.of(JSON.readValue(Files.readAllBytes(file), LabState.class))
          : Optional.empty();
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Names of all labs of which anything is recorded. */
  public static TreeSet<String> labs() {
    return LabPaths.labs();
  }
}
