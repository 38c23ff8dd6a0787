package io.drayage.preflight.check;

import java.util.List;

/** All checks, in the order in which people read them. */
public final class Checks {
  private static final List<Check> ALL =
      List.of(
          new ArchitectureCheck(),
          new ProcessorCheck(),
          new KernelCheck(),
          new CheckpointCheck(),
          new RuntimeCheck(),
          new ControlGroupCheck(),
          new SecurityModuleCheck(),
          new TaskCheck(),
          new NamespaceCheck(),
          new FileCheck(),
          new DeviceCheck(),
          new TerminalCheck(),
          new SocketCheck(),
          new PipeCheck(),
          new MountCheck(),
          new MappingCheck(),
          new LimitCheck(),
          new RoomCheck(),
          new ImageCheck(),
          new NetworkCheck(),
          new ClockCheck(),
          new MemoryModeCheck(),
          new BlindCheck());

  private Checks() {}

  /** All of them. */
  public static List<Check> all() {
    return ALL;
  }
}
