package io.drayage.bench.workload;

import io.drayage.bench.probe.Beat;
import io.drayage.bench.probe.WorkloadClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** The client of a program that checks its own memory. */
final class ProgramClient implements Client {
  private static final int PAGES_OF_MIB = 256;

  private final WorkloadClient program;
  private final long pages;
  private long written;

  ProgramClient(InetSocketAddress address, int memoryMiB) {
    this.program = new WorkloadClient(address);
    this.pages = (long) memoryMiB * PAGES_OF_MIB;
  }

  @Override
  public void awaitReady(Duration limit) throws IOException, InterruptedException {
    program.awaitReady(limit);
  }

  @Override
  public Beat beat() {
    return Beat.OF_WORKLOAD;
  }

  @Override
  public void remember() throws IOException {
    written = program.stats().written();
  }

  @Override
  public Optional<String> fault() throws IOException {
    String answer = program.check();
    if (!answer.equals("ok " + pages)) {
      return Optional.of("the workload says " + answer);
    }
    return program.stats().written() < written
        ? Optional.of("it is older than before the move")
        : Optional.empty();
  }
}
