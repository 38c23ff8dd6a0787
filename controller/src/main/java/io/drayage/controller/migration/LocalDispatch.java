package io.drayage.controller.migration;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Carries every migration out in this process, each on a virtual thread. */
final class LocalDispatch implements Dispatch {
  private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();
  private final Consumer<String> carry;

  LocalDispatch(Consumer<String> carry) {
    this.carry = carry;
  }

  @Override
  public void offer(String migration) {
    runs.execute(() -> carry.accept(migration));
  }

  @Override
  public void close() {
    runs.shutdownNow();
  }
}
