package io.drayage.lab.demo.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts a program somewhere, its two outputs going to a file. */
@FunctionalInterface
public interface ProcessStarter {

  /** Starts {@code command} and returns at once. */
  ProcessHandle start(List<String> command, Path log) throws IOException;
}
