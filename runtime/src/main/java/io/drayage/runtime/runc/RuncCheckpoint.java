package io.drayage.runtime.runc;

import io.drayage.runtime.PreparedCheckpoint;
import io.drayage.runtime.RuntimeFailure;
import io.drayage.runtime.Workload;
import io.drayage.runtime.criu.CriuOptions;
import io.drayage.runtime.criu.WaitingDump;
import io.drayage.transfer.checkpoint.CheckpointPages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A checkpoint by a CRIU that waits to begin. */
final class RuncCheckpoint implements PreparedCheckpoint {
  private final RuncRuntime runtime;
  private final Workload workload;
  private final CriuOptions options;
  private final WaitingDump dump;

  RuncCheckpoint(RuncRuntime runtime, Workload workload, CriuOptions options, WaitingDump dump) {
    this.runtime = runtime;
    this.workload = workload;
    this.options = options;
    this.dump = dump;
  }

  @Override
  public void take() {
    List<Integer> tasks = runtime.tasks(workload);
    Path images = options.images();
    try {
      dump.begin(tasks, options.beginDump(Conmon.pid(workload.scratch())));
      CheckpointPages pages = CheckpointPages.find(tasks);
      if (!dump.await()) {
        throw runtime.criuFailure(
            workload, "checkpointed", options.work().resolve(CriuOptions.DUMP_LOG), dump.stderr());
      }
      pages.complete(images);
      Stdio.read(Stdio.file(workload.scratch())).write(Stdio.image(images));
    } catch (IOException e) {
      throw new RuntimeFailure(
          "container %s cannot be checkpointed: %s".formatted(workload.name(), e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    dump.close();
  }
}
