package io.drayage.transfer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.PageRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process that waits, and the images that CRIU would have made of it without its pages. */
class CheckpointPagesTest {
  private static final int MAPPINGS_MAGIC = 0x57492820;
  private static final int PRIVATE_ANONYMOUS = 0x22;
  private static final int PRIVATE_FILE = 0x02;
  private static final int REGULAR = 1;
  private static final int FILE_PRIVATE = 1 << 6;
  private static final int ANON_PRIVATE = 1 << 9;

  private @TempDir Path images;
  private RunningProcess process;
  private int pid;

  @BeforeEach
  void start() throws Exception {
    var said = new LinkedBlockingQueue<String>();
    process =
        Subprocess.of(
                "perl", "-e", "$| = 1; $x = 'ab' x 3000000; print \"ready\\n\"; sleep 600 while 1")
            .stdoutLines(said::add)
            .start();
    assertThat(said.poll(60, TimeUnit.SECONDS)).isEqualTo("ready");
    pid = Math.toIntExact(process.pid());
    new ImageFile(PagemapImage.MAGIC, List.of(new byte[] {8, 7})).write(image("pagemap-%d.img"));
  }

  @AfterEach
  void end() {
    process.close();
  }

  @Test
  void anonymousMemoryIsListedForLaterAndTheStacksPageIsThere() throws Exception {
    Vma heap = mapping("[heap]", PRIVATE_ANONYMOUS, ANON_PRIVATE);
    Vma stack = mapping("[stack]", PRIVATE_ANONYMOUS, ANON_PRIVATE);
    write(heap, stack);

    CheckpointPages.find(List.of(pid)).complete(images);

    List<PageRun> lazy = PagemapImage.lazyPages(images);
    assertThat(lazy).isNotEmpty().allMatch(run -> run.pid() == pid);
    assertThat(lazy)
        .allMatch(run ->
            within(run, heap.start(), heap.end()) || within(run, stack.start(), stack.end()));
    long now = StackPages.of(pid).first();
    assertThat(lazy).noneMatch(run -> run.address() <= now && now < run.end());
    assertThat(Files.readAllBytes(images.resolve("pages-7.img")))
        .isEqualTo(memory(now, PageRange.PAGE));
  }

  @Test
  void changedPagesOfPrivateFilesAreWritten() throws Exception {
    // The C library's data segment: its relocations were written when it was loaded.
    Vma data = mapping("libc.so.6", PRIVATE_FILE, FILE_PRIVATE);
    write(data);

    CheckpointPages.find(List.of(pid)).complete(images);

    assertThat(PagemapImage.lazyPages(images)).isEmpty();
    assertThat(Files.readAllBytes(images.resolve("pages-7.img")))
        .isNotEmpty()
        .isEqualTo(privatePages(data));
  }

  @Test
  void mappingsWhoseContentIsNotTheirOwnHaveNoPages() throws Exception {
    Vma heap = mapping("[heap]", PRIVATE_ANONYMOUS, ANON_PRIVATE);
    write(new Vma(heap.start(), heap.end(), PRIVATE_ANONYMOUS, 1 << 12));

    CheckpointPages.find(List.of(pid)).complete(images);

    assertThat(PagemapImage.lazyPages(images)).isEmpty();
    assertThat(Files.size(images.resolve("pages-7.img"))).isZero();
  }

  @Test
  void lockedMemoryIsNotLeftForLater() throws Exception {
    Vma heap = mapping("[heap]", PRIVATE_ANONYMOUS | 0x2000, ANON_PRIVATE);
    write(heap);

    CheckpointPages.find(List.of(pid)).complete(images);

    assertThat(PagemapImage.lazyPages(images)).isEmpty();
    assertThat(Files.readAllBytes(images.resolve("pages-7.img")))
        .isNotEmpty()
        .isEqualTo(privatePages(heap));
  }

  @Test
  void guardsAreAddedBehindTheMappingsThatAreThere() throws Exception {
    write(new Vma(4096, 8192, PRIVATE_ANONYMOUS, REGULAR));

    MappingsImage.append(image("mm-%d.img"), List.of(Vma.guard(0x10000, 0x12000)));

    assertThat(MappingsImage.read(image("mm-%d.img")))
        .containsExactly(
            new Vma(4096, 8192, PRIVATE_ANONYMOUS, REGULAR), Vma.guard(0x10000, 0x12000));
  }

  @Test
  void anImageThatEndsWithinAnEntryIsRefused() throws Exception {
    write(mapping("[heap]", PRIVATE_ANONYMOUS, ANON_PRIVATE));
    byte[] whole = Files.readAllBytes(image("mm-%d.img"));
    Files.write(image("mm-%d.img"), Arrays.copyOf(whole, whole.length - 1));

    assertThatThrownBy(() -> CheckpointPages.find(List.of(pid)).complete(images))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends within an entry");
  }

  private void write(Vma... mappings) throws IOException {
    new ImageFile(MAPPINGS_MAGIC, List.of(new byte[0])).write(image("mm-%d.img"));
    MappingsImage.append(image("mm-%d.img"), List.of(mappings));
  }

  private Path image(String name) {
    return images.resolve(name.formatted(pid));
  }

  /** The last writable mapping of that name. */
  private Vma mapping(String name, int flags, int kind) throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/" + pid + "/maps")).stream()
            .filter(l -> l.endsWith(name) && l.contains(" rw-p "))
            .reduce((first, second) -> second)
            .orElseThrow();
    String[] ends = line.substring(0, line.indexOf(' ')).split("-", 2);
    return new Vma(
        Long.parseUnsignedLong(ends[0], 16),
        Long.parseUnsignedLong(ends[1], 16),
        flags,
        REGULAR | kind);
  }

  private byte[] privatePages(Vma vma) throws IOException {
    var pages = new ByteArrayOutputStream();
    try (AddressSpace space = AddressSpace.open(pid)) {
      for (PageRange range : PrivatePages.scan(space).of(vma, space)) {
        pages.writeBytes(memory(range.start(), (int) (range.end() - range.start())));
      }
    }
    return pages.toByteArray();
  }

  private byte[] memory(long address, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(length);
    try (AddressSpace space = AddressSpace.open(pid)) {
      while (buffer.hasRemaining()) {
        int _ = space.read(address + buffer.position(), buffer);
      }
    }
    byte[] bytes = new byte[length];
    buffer.flip().get(bytes);
    return bytes;
  }

  private static boolean within(PageRun run, long start, long end) {
    return run.address() >= start && run.end() <= end;
  }
}
