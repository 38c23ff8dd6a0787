package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What this machine's kernel and this process's rights allow, found out by trying on a child.
 *
 * @param writeProtect why write-protect tracking does not work; empty when it does
 * @param softDirty why soft-dirty bits do not work; empty when they do
 */
public record KernelSupport(Optional<String> writeProtect, Optional<String> softDirty) {
  private static final int PATIENCE_SECONDS = 10;

  /** Tries both on a process that sleeps, not a child of this one, and ends it. */
  public static KernelSupport detect() {
    var answers = new LinkedBlockingQueue<String>();
    try (RunningProcess shell =
        Subprocess.of("sh", "-c", "sleep 60 & echo $!; read answer; kill $!")
            .stdinPiped()
            .stdoutLines(answers::add)
            .start()) {
      String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        return nothing("the process to try it on did not start");
      }
      int pid = Integer.parseInt(answer);
      var support = new KernelSupport(tryWriteProtect(pid), trySoftDirty(pid));
      shell.stdin().close();
      var _ = shell.await(Duration.ofSeconds(PATIENCE_SECONDS));
      return support;
    } catch (SubprocessException | IOException e) {
      return nothing("no process to try it on: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return nothing("interrupted");
    }
  }

  private static KernelSupport nothing(String reason) {
    return new KernelSupport(Optional.of(reason), Optional.of(reason));
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
