package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What this machine's kernel and this process's rights allow, found out by trying on a child.
 *
 * @param writeProtect why write-protect tracking does not work; empty when it does
 * @param softDirty why soft-dirty bits do not work; empty when they do
 */
public record KernelSupport(Optional<String> writeProtect, Optional<String> softDirty) {
  /** Tries both on a child process that sleeps, and ends it. */
  public static KernelSupport detect() {
    try (RunningProcess child = Subprocess.of("sleep", "60").discardOutput().start()) {
      int pid = Math.toIntExact(child.pid());
      return new KernelSupport(tryWriteProtect(pid), trySoftDirty(pid));
    } catch (SubprocessException e) {
      var obstacle = Optional.of("no child to try it on: " + e.getMessage());
      return new KernelSupport(obstacle, obstacle);
    }
  }

  /** Why a way does not work here; empty when it does. */
  public Optional<String> obstacle(TrackerKind kind) {
    return switch (kind) {
      case WRITE_PROTECT -> writeProtect;
      case SOFT_DIRTY -> softDirty;
      case CONTENT_HASH -> Optional.empty();
    };
  }

  private static Optional<String> tryWriteProtect(int pid) {
    try (WriteProtectTask task = WriteProtectTask.open(TaskId.of(pid), new PageReader())) {
      task.mark();
      return Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Without CONFIG_MEM_SOFT_DIRTY the bit is never set, not even where nothing was ever cleared.
   */
  private static Optional<String> trySoftDirty(int pid) {
    try (AddressSpace memory = AddressSpace.open(pid)) {
      List<Mapping> mappings = Mapping.parse(memory.maps());
      if (PagemapEntries.find(memory, mappings, PagemapEntries.SOFT_DIRTY).isEmpty()) {
        return Optional.of("the kernel sets no soft-dirty bits (CONFIG_MEM_SOFT_DIRTY)");
      }
      SoftDirtyTask.clear(pid);
      return Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
