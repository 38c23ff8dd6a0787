package io.drayage.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.bench.probe.WorkloadClient;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.machine.Privileges;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.service.JavaRuntime;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The memory workload of the lab's root, run on this machine. */
class MemoryWorkloadTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int PAGE = 4096;

  private record Range(long from, long to) {}

  @Test
  void everyPageOfEveryProcessHoldsWhileThreadsDirtyThem() throws Exception {
    InetSocketAddress address = freeAddress();
    try (RunningProcess _ =
        start(address, "--memory", "12", "--dirty", "8", "--children", "2", "--threads", "2")) {
      var client = new WorkloadClient(address);
      client.awaitReady(LIMIT);

      await().atMost(LIMIT).until(() -> client.stats().written() > 100);
      assertThat(client.check()).isEqualTo("ok " + 12 * 256);
      assertThat(client.stats().pages()).isEqualTo(12 * 256);
    }
  }

  @Test
  void withoutDirtyingNothingIsWritten() throws Exception {
    InetSocketAddress address = freeAddress();
    try (RunningProcess _ = start(address, "--memory", "1")) {
      var client = new WorkloadClient(address);
      client.awaitReady(LIMIT);

      assertThat(client.check()).isEqualTo("ok 256");
      assertThat(client.stats().written()).isZero();
    }
  }

  @Test
  void aChangedBitAndAPageOfZerosAreFound() throws Exception {
    InetSocketAddress address = freeAddress();
    try (RunningProcess process = start(address, "--memory", "8")) {
      var client = new WorkloadClient(address);
      client.awaitReady(LIMIT);
      long memory = memory(process.pid());
      // Page 10 is a zero page, so it becomes bad by one byte; page 13 loses everything.
      poke(process.pid(), memory + 10 * PAGE + 77, new byte[] {1});
      poke(process.pid(), memory + 13 * PAGE, new byte[PAGE]);

      assertThat(client.check()).startsWith("bad 2 first 0x");
    }
  }

  @Test
  void anOptionThatIsNoNumberIsRefused() {
    Subprocess.Result result =
        Subprocess.of(program().toString(), "--memory", "lots").timeout(LIMIT).run();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.stderr()).contains("lots is not a number");
  }

  private static RunningProcess start(InetSocketAddress address, String... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of(program().toString(), "--port", Integer.toString(address.getPort())),
                Stream.of(arguments))
            .toList();
    return Subprocess.of(command).start();
  }

  private static Path program() {
    boolean permitted = Privileges.isRoot();
    if (!permitted) {
      System.err.println("not run: only root may build the lab's root");
    }
    Assumptions.assumeTrue(permitted, "only root may build the lab's root");
    return CachedRoot.ensure(JavaRuntime.isBorrowed(), System.err::println)
        .resolve(WorkloadImages.MEMORY_PROGRAM.substring(1));
  }

  /**
   * Where the workload's page 0 is: found by pages 13 and 14, which begin with their numbers,
   * because the kernel may join the mapping with its neighbours.
   */
  private static long memory(long pid) throws IOException {
    try (var memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
      for (Range range : writable(pid)) {
        for (long page = range.from(); page + PAGE < range.to(); page += PAGE) {
          if (number(memory, page) == 13 && number(memory, page + PAGE) == 14) {
            return page - 13 * PAGE;
          }
        }
      }
    }
    throw new AssertionError("the workload's memory is not found");
  }

  private static int number(RandomAccessFile memory, long page) throws IOException {
    memory.seek(page);
    return Integer.reverseBytes(memory.readInt());
  }

  /** The mappings that can hold its memory (proc_pid_maps(5)). */
  private static List<Range> writable(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/maps")).stream()
        .filter(line -> line.contains(" rw-p ") && !line.contains("["))
        .map(line -> line.split("[ -]", -1))
        .map(words -> new Range(Long.parseLong(words[0], 16), Long.parseLong(words[1], 16)))
        .toList();
  }

  private static void poke(long pid, long address, byte[] bytes) throws IOException {
    try (var memory = new RandomAccessFile("/proc/" + pid + "/mem", "rw")) {
      memory.seek(address);
      memory.write(bytes);
    }
  }

  private static InetSocketAddress freeAddress() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
  }
}
