package io.drayage.transfer.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrackersTest {
  private static final Optional<String> WORKS = Optional.empty();
  private static final Optional<String> OLD = Optional.of("the kernel is old");

  @Test
  void prefersWhatStopsTheContainerLeast() throws IOException {
    assertThat(kind(WORKS, WORKS)).isEqualTo(TrackerKind.WRITE_PROTECT);
    assertThat(kind(OLD, WORKS)).isEqualTo(TrackerKind.SOFT_DIRTY);
    assertThat(kind(OLD, OLD)).isEqualTo(TrackerKind.CONTENT_HASH);
  }

  @Test
  void saysWhy() throws IOException {
    assertThat(Trackers.choose(Optional.empty(), new KernelSupport(OLD, OLD)).reason())
        .startsWith("content hashes, for")
        .contains("the kernel is old");
  }

  @Test
  void takesWhatIsWantedOrRefuses() throws IOException {
    var kernel = new KernelSupport(WORKS, OLD);
    assertThat(Trackers.choose(Optional.of(TrackerKind.CONTENT_HASH), kernel).kind())
        .isEqualTo(TrackerKind.CONTENT_HASH);
    assertThatThrownBy(() -> Trackers.choose(Optional.of(TrackerKind.SOFT_DIRTY), kernel))
        .hasMessage("tracking by soft-dirty bits does not work here: the kernel is old");
  }

  @Test
  void tracksPrivateAnonymousMappingsOnly() {
    assertThat(
            Mapping.parse(
                """
                00400000-00401000 r-xp 00000000 fe:00 123                                /bin/true
                00401000-00403000 rw-p 00000000 00:00 0                                  [heap]
                7f0000000000-7f0000002000 ---p 00000000 00:00 0\s
                7f0000002000-7f0000004000 rw-s 00000000 00:01 77                         /dev/zero (deleted)
                7f0000004000-7f0000006000 rw-p 00000000 00:00 0                          [anon:name]
                7f0000006000-7f0000008000 rw-p 00000000 00:0f 99                         /anon_hugepage (deleted)
                7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                          [stack]
                7ffc00022000-7ffc00026000 r--p 00000000 00:00 0                          [vvar]
                7ffc00026000-7ffc00028000 r-xp 00000000 00:00 0                          [vdso]
                ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
                """))
        .containsExactly(
            new Mapping(0x401000, 0x403000, true),
            new Mapping(0x7f0000000000L, 0x7f0000002000L, false),
            new Mapping(0x7f0000004000L, 0x7f0000006000L, true),
            new Mapping(0x7ffc00000000L, 0x7ffc00021000L, true));
  }

  private static TrackerKind kind(Optional<String> protection, Optional<String> bits)
      throws IOException {
    return Trackers.choose(Optional.empty(), new KernelSupport(protection, bits)).kind();
  }
}
