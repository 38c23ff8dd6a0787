package io.drayage.transfer.memory;

import static io.drayage.transfer.page.PageRange.PAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drayage.platform.foreign.Descriptors;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real userfaultfds of another process, handed over as CRIU does. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FaultServerTest {
  private static final int PID = 7;
  private static final int PAGES = 1040;
  private static final long BASE = 0x600000200000L - 16L * PAGE; // begins and ends within chunks
  private static final long ELSEWHERE = 0x610000000000L;

  private final List<Long> requested = new CopyOnWriteArrayList<>();
  private final Keeper keeper = new Keeper();
  private Path directory = Path.of("/dev/shm");
  private Optional<PageCache> opened = Optional.empty();
  private Optional<FaultServer> started = Optional.empty();
  private Optional<TestTask> running = Optional.empty();

  /** Keeps duplicates in this same process, which "dies" by forgetting all else. */
  private static final class Keeper implements DescriptorKeeper {
    final Map<String, Integer> kept = new ConcurrentHashMap<>();

    @Override
    public void keep(String name, int fd) throws IOException {
      kept.put(name, Descriptors.duplicate(fd));
    }

    @Override
    public void forget(String name) {
      Integer fd = kept.remove(name);
      if (fd != null) {
        Descriptors.close(fd);
      }
    }

    @Override
    public Map<String, Integer> kept() throws IOException {
      Map<String, Integer> duplicates = new ConcurrentHashMap<>();
      for (var entry : kept.entrySet()) {
        duplicates.put(entry.getKey(), Descriptors.duplicate(entry.getValue()));
      }
      return duplicates;
    }
  }

  @BeforeEach
  void makeDirectory() throws IOException {
    TestTask.assumePossible();
    directory = Files.createTempDirectory(Path.of("/dev/shm"), "dray");
    opened = Optional.of(PageCache.open(directory.resolve("cache")));
  }

  @AfterEach
  void cleanUp() throws Exception {
    if (running.isPresent()) {
      running.get().kill();
    }
    started.ifPresent(FaultServer::abandon);
    keeper.kept.values().forEach(Descriptors::close);
    if (opened.isPresent()) {
      cache().wipe();
      Files.deleteIfExists(directory.resolve("task.pl"));
      Files.deleteIfExists(directory.resolve("lazy-pages.socket"));
      Files.delete(directory);
    }
  }

  private PageCache cache() {
    return opened.orElseThrow();
  }

  private FaultServer server() {
    return started.orElseThrow();
  }

  private static long page(int number) {
    return BASE + (long) number * PAGE;
  }

  private void put(int from, int pages) throws IOException {
    cache().put(PID, page(from), TestPages.content(page(from), pages));
  }

  private void arrive(int from, int pages) throws IOException {
    put(from, pages);
    server().arrived(PID, page(from), pages);
  }

  private void sealAll() throws IOException {
    cache().seal(Map.of(PID, List.of(new PageRange(BASE, PAGES))));
  }

  /** A task restored from the cache, which runs. */
  private TestTask restore() throws Exception {
    Path socket = directory.resolve("lazy-pages.socket");
    started =
        Optional.of(
            FaultServer.listen(socket, cache(), (_, address) -> requested.add(address), keeper));
    TestTask task = new TestTask(directory, socket, PID, BASE, PAGES);
    running = Optional.of(task);
    assertThat(server().restored()).isNotDone();
    task.run("finish");
    server().restored().join();
    return task;
  }

  private static List<Long> sums(int from, int pages) {
    return TestPages.sums(page(from), pages);
  }

  @Test
  void pagesHeldBeforeTheRestoreArePlaced() throws Exception {
    put(0, 1000);
    cache().putZero(PID, page(1000), 40);
    sealAll();

    TestTask task = restore();

    server().completed().join();
    assertThat(task.read(page(0), 1000)).isEqualTo(sums(0, 1000));
    assertThat(task.read(page(1000), 40)).isEqualTo(TestPages.zeros(40));
    assertThat(requested).isEmpty();
    assertThat(cache().heldPages()).as("content that is still held").isZero();
    assertThat(keeper.kept).isEmpty();
  }

  @Test
  void aTaskWaitsForAMissingPageWhichIsAskedForOnce() throws Exception {
    put(0, 500);
    sealAll();
    TestTask task = restore();

    task.send("read", page(600), 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> requested.equals(List.of(page(600))));
    arrive(700, 10); // others do not answer it
    assertThat(task.hasAnswered()).isFalse();
    arrive(600, 1);

    assertThat(task.sums()).isEqualTo(sums(600, 1));
    assertThat(requested).containsExactly(page(600));
    assertThat(server().completed()).isNotDone();
    await() // the task may be told before the figures are
        .atMost(Duration.ofSeconds(30))
        .until(() -> server().figures().remoteFaults() == 1);
    assertThat(server().figures().missing()).isEqualTo(540 - 11);
    for (PageRange missing : cache().missing(PID)) {
      arrive((int) ((missing.start() - BASE) / PAGE), (int) missing.pages());
    }
    server().completed().join();
    assertThat(task.read(page(0), PAGES)).isEqualTo(sums(0, PAGES));
  }

  @Test
  void aForgottenRequestIsRepeated() throws Exception {
    sealAll();
    TestTask task = restore();
    task.send("read", page(3), 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> requested.size() == 1);

    server().requestAgain();

    await().atMost(Duration.ofSeconds(30)).until(() -> requested.size() == 2);
    assertThat(requested).containsOnly(page(3));
    arrive(3, 1);
    assertThat(task.sums()).isEqualTo(sums(3, 1));
  }

  @Test
  void pagesThatTheCheckpointLacksReadAsZeros() throws Exception {
    put(0, 100);
    cache().seal(Map.of(PID, List.of(new PageRange(page(0), 50), new PageRange(page(900), 1))));

    TestTask task = restore();

    assertThat(task.read(page(0), 50)).isEqualTo(sums(0, 50));
    assertThat(task.read(page(50), 850)).isEqualTo(TestPages.zeros(850));
    assertThat(requested).isEmpty();
    assertThat(server().figures().remaining()).isEqualTo(1);
  }

  @Test
  void whatATaskHasWrittenIsNotReplaced() throws Exception {
    sealAll();
    TestTask task = restore();
    task.send("write", page(0), 255);
    await().atMost(Duration.ofSeconds(30)).until(() -> requested.size() == 1);
    arrive(0, 1);
    task.done();

    arrive(0, PAGES);

    server().completed().join();
    task.run("write", page(1), 254);
    assertThat(task.read(page(0), PAGES).subList(2, PAGES)).isEqualTo(sums(2, PAGES - 2));
    assertThat(task.read(page(0), 1)).isNotEqualTo(sums(0, 1));
  }

  @Test
  void pagesThatATaskDropsReadAsZerosAndAreNotFilled() throws Exception {
    put(0, 10);
    sealAll();
    TestTask task = restore();

    task.run("dontneed", page(5), 600);

    assertThat(task.read(page(5), 600)).isEqualTo(TestPages.zeros(600));
    assertThat(cache().missing(PID)).containsExactly(new PageRange(page(605), PAGES - 605));
    arrive(5, 100);
    arrive(605, PAGES - 605);
    server().completed().join();
    assertThat(task.read(page(0), 5)).isEqualTo(sums(0, 5));
    assertThat(task.read(page(5), 600)).isEqualTo(TestPages.zeros(600));
    assertThat(task.read(page(605), PAGES - 605)).isEqualTo(sums(605, PAGES - 605));
  }

  @Test
  void pagesThatATaskUnmapsAreNotNeeded() throws Exception {
    sealAll();
    TestTask task = restore();

    task.run("unmap", page(100), 500);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server().figures().remaining() == PAGES - 500);
    arrive(0, 300);
    arrive(590, PAGES - 590);
    server().completed().join();
    assertThat(task.read(page(0), 100)).isEqualTo(sums(0, 100));
    assertThat(task.read(page(600), 440)).isEqualTo(sums(600, 440));
  }

  @Test
  void pagesFollowAMappingThatMoves() throws Exception {
    sealAll();
    TestTask task = restore();
    task.run("move", page(200), ELSEWHERE, 600);
    task.run("move", ELSEWHERE + 50L * PAGE, ELSEWHERE + 1000L * PAGE, 10);

    task.send("read", ELSEWHERE + 7L * PAGE, 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> requested.equals(List.of(page(207))));
    arrive(207, 1);
    assertThat(task.sums()).isEqualTo(sums(207, 1));
    arrive(0, PAGES);

    server().completed().join();
    assertThat(task.read(page(0), 200)).isEqualTo(sums(0, 200));
    assertThat(task.read(ELSEWHERE, 50)).isEqualTo(sums(200, 50));
    assertThat(task.read(ELSEWHERE + 1000L * PAGE, 10)).isEqualTo(sums(250, 10));
    assertThat(task.read(ELSEWHERE + 60L * PAGE, 540)).isEqualTo(sums(260, 540));
    assertThat(task.read(page(800), 240)).isEqualTo(sums(800, 240));
  }

  @Test
  void runsAreSplitWhereMappingsEnd() throws Exception {
    sealAll();
    TestTask task = restore();
    task.run("protect", page(33), 1, 1);

    arrive(0, PAGES);

    server().completed().join();
    assertThat(task.read(page(0), PAGES)).isEqualTo(sums(0, PAGES));
  }

  @Test
  void aForkedChildGetsThePagesToo() throws Exception {
    put(0, 300);
    sealAll();
    TestTask task = restore();
    assertThat(task.read(page(0), 300)).isEqualTo(sums(0, 300));

    task.run("fork", page(250), PAGES - 250);
    await().atMost(Duration.ofSeconds(30)).until(() -> requested.contains(page(300)));
    arrive(300, PAGES - 300);

    assertThat(task.childSums()).isEqualTo(sums(250, PAGES - 250));
    assertThat(task.read(page(0), PAGES)).isEqualTo(sums(0, PAGES));
    server().completed().join();
    assertThat(cache().heldPages()).isZero();
  }

  @Test
  void theServerEndsWhenItsTaskIsKilled() throws Exception {
    put(0, 10);
    sealAll();
    TestTask task = restore();
    task.kill();

    arrive(500, 1);

    server().completed().join();
    assertThat(keeper.kept).isEmpty();
  }

  @Test
  void anotherServerGoesOnWhereOneWasKilled() throws Exception {
    put(0, 100);
    sealAll();
    TestTask task = restore();
    task.run("move", page(800), ELSEWHERE, 100);
    task.run("dontneed", page(700), 50);
    task.send("read", page(200), 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> requested.size() == 1);
    server().stop();
    requested.clear();
    cache().close();

    opened = Optional.of(PageCache.open(directory.resolve("cache")));
    started =
        Optional.of(FaultServer.resume(cache(), (_, address) -> requested.add(address), keeper));

    await().atMost(Duration.ofSeconds(30)).until(() -> requested.equals(List.of(page(200))));
    assertThat(task.hasAnswered()).isFalse();
    arrive(0, PAGES);
    assertThat(task.sums()).isEqualTo(sums(200, 1));
    server().completed().join();
    assertThat(task.read(page(0), 700)).isEqualTo(sums(0, 700));
    assertThat(task.read(page(700), 50)).isEqualTo(TestPages.zeros(50));
    assertThat(task.read(page(750), 50)).isEqualTo(sums(750, 50));
    assertThat(task.read(ELSEWHERE, 100)).isEqualTo(sums(800, 100));
    assertThat(task.read(page(900), 140)).isEqualTo(sums(900, 140));
  }

  @Test
  void aLostDescriptorIsAnError() throws Exception {
    sealAll();
    var _ = restore();
    server().stop();

    assertThatThrownBy(() -> FaultServer.resume(cache(), (_, _) -> {}, DescriptorKeeper.none()))
        .hasMessageContaining("uffd-7-0 was not kept");
  }

  @Test
  void aTaskThatTheCheckpointLacksFailsTheRestore() throws Exception {
    cache().seal(Map.of(PID + 1, List.of(new PageRange(BASE, PAGES))));
    Path socket = directory.resolve("lazy-pages.socket");
    started = Optional.of(FaultServer.listen(socket, cache(), (_, _) -> {}, keeper));
    running = Optional.of(new TestTask(directory, socket, PID, BASE, PAGES));

    assertThatThrownBy(() -> server().restored().join()).hasMessageContaining("no task 7");
  }
}
