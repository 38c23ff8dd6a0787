package io.drayage.lab;

import io.drayage.lab.machine.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program that brings a lab up and never gets to its end; arguments: the root and a name. */
final class StuckStart {
  private StuckStart() {}

  public static void main(String[] args) {
    LabServices stuck =
        (lab, progress) -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    new LabStart(Path.of(args[0]), List.of(), stuck, Progress.silent()).up(args[1], LabIT.spec());
  }
}
