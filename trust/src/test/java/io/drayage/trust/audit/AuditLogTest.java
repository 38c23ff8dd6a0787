package io.drayage.trust.audit;

import static io.drayage.trust.audit.TestLog.FIRST_DAY;
import static io.drayage.trust.audit.TestLog.SECOND_DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.platform.process.Subprocess;
import io.drayage.trust.TrustException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private @TempDir Path parent;
  private TestLog log;

  @BeforeEach
  void begin() {
    log = new TestLog(parent);
  }

  @Test
  void keepsWhoDidWhatToWhomAndWhen() {
    try (AuditLog open = log.open()) {
      open.append(TestLog.event("it may"));
    }
    AuditEntry entry = log.entries().get(1);

    assertThat(entry.sequence()).isEqualTo(2);
    assertThat(entry.time()).isEqualTo(TestLog.START);
    assertThat(entry.kind()).isEqualTo("verdict-allowed");
    assertThat(entry.actor()).isEqualTo("controller");
    assertThat(entry.container()).contains("redis");
    assertThat(entry.migration()).contains("m1");
    assertThat(entry.details()).containsExactly(Map.entry("text", "it may"));
    assertThat(entry.previous()).isEqualTo(log.entries().getFirst().hash());
  }

  @Test
  void beginsAFileForEachDayAndSignsTheDayBefore() {
    log.twoDays();

    assertThat(log.entries().stream().map(AuditEntry::sequence))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 14).boxed().toList());
    assertThat(log.lines(FIRST_DAY)).hasSize(6);
    assertThat(log.lines(SECOND_DAY)).hasSize(8);
    assertThat(
            log.lines("heads.jws").stream()
                .map(head -> SignedHead.parse(head, log.controller.authority()).sequence()))
        .containsExactly(1L, 6L, 10L, 11L, 14L);
  }

  @Test
  void goesOnInTheNewerFileWhenTheClockIsSetBack() {
    try (AuditLog open = log.open()) {
      log.clock.advance(Duration.ofDays(1));
      TestLog.write(open, 1);
      log.clock.advance(Duration.ofDays(-1));
      TestLog.write(open, 1);
    }
    assertThat(log.lines(SECOND_DAY)).hasSize(3);
    assertThat(log.flaw()).isEqualTo("none");
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    log.twoDays();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log.directory)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(log.directory.resolve(FIRST_DAY))))
        .isEqualTo("rw-------");
  }

  @Test
  void takesOutWhatACrashBrokeOffAtAnyByteAndTellsOfIt() throws IOException {
    log.twoDays();
    byte[] whole = log.bytes(SECOND_DAY);
    byte[] heads = log.bytes("heads.jws");
    String line = EntryLine.write(15, TestLog.START, TestLog.event("x"), lastHash()).line();
    byte[] torn = line.getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length <= torn.length; length++) {
      byte[] crashed = Arrays.copyOf(whole, whole.length + length);
      System.arraycopy(torn, 0, crashed, whole.length, length);
      log.write(SECOND_DAY, crashed);

      log.open().close();

      assertThat(log.flaw()).as("torn after %d bytes", length).isEqualTo("none");
      AuditEntry repaired = log.entries().get(14);
      assertThat(repaired.kind()).isEqualTo("repaired");
      assertThat(repaired.details())
          .containsEntry(SECOND_DAY + " bytes", String.valueOf(length))
          .containsKey(SECOND_DAY + " sha256");
      log.write(SECOND_DAY, whole);
      log.write("heads.jws", heads);
    }
  }

  @Test
  void takesOutAHeadThatACrashBrokeOffAndSignsAnew() {
    log.twoDays();
    byte[] heads = log.bytes("heads.jws");
    int last = log.lines("heads.jws").getLast().length() + 1;
    log.write("heads.jws", Arrays.copyOf(heads, heads.length - last / 2));

    log.open().close();

    assertThat(log.flaw()).isEqualTo("none");
    assertThat(log.entries().get(14).details()).containsKey("heads.jws bytes");
    assertThat(log.verify().unsigned()).isZero();
  }

  @Test
  void signsWhatALostControllerLeftUnsigned() throws IOException {
    log.twoDays();
    List<String> heads = log.lines("heads.jws");
    log.replace("heads.jws", heads.subList(0, heads.size() - 1));
    log.clock.advance(Duration.ofDays(3));

    log.open().close();

    assertThat(log.flaw()).isEqualTo("none");
  }

  @Test
  void goesOnAfterACrashThatLeftANewDaysFileEmpty() throws IOException {
    log.twoDays();
    Files.createFile(log.directory.resolve("2026-11-25.jsonl"));
    log.clock.advance(Duration.ofDays(1));

    log.open().close();

    assertThat(log.flaw()).isEqualTo("none");
    assertThat(log.entries()).hasSize(16);
  }

  @Test
  void doesNotGoOnWithALogThatIsShorterThanWhatWasSigned() {
    log.twoDays();
    List<String> lines = log.lines(SECOND_DAY);
    log.replace(SECOND_DAY, lines.subList(0, lines.size() - 1));

    assertThatThrownBy(log::open)
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("it ends with entry 13, and a signed head covers entry 14")
        .hasMessageContaining("dray audit verify");
  }

  @Test
  void doesNotGoOnWithALogWhoseLastEntryWasAltered() {
    log.twoDays();
    byte[] bytes = log.bytes(SECOND_DAY);
    bytes[bytes.length - 100] ^= 1;
    log.write(SECOND_DAY, bytes);

    assertThatThrownBy(log::open).hasMessageContaining("its last entry was altered");
  }

  @Test
  void doesNotGoOnWithALogWhoseLastEntryWasRewritten() {
    log.twoDays();
    List<String> lines = log.lines(SECOND_DAY);
    lines.set(lines.size() - 1, TestLog.forged(lines.getLast(), "closed", "opened"));
    log.replace(SECOND_DAY, lines);

    assertThatThrownBy(log::open).hasMessageContaining("not the one that was signed");
  }

  @Test
  void hasOneWriterInThisProcess() {
    try (AuditLog _ = log.open()) {
      assertThatThrownBy(log::open).hasMessageContaining("being written by another controller");
    }
    log.open().close();
    assertThat(log.flaw()).isEqualTo("none");
  }

  @Test
  void hasOneWriterOnThisMachine() {
    try (AuditLog open = log.open()) {
      TestLog.write(open, 1);
      String told =
          Subprocess.of(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  SecondWriter.class.getName(),
                  parent.toString())
              .runOrThrow()
              .stdout();

      assertThat(told).contains("being written by another controller");
      TestLog.write(open, 1);
    }
    assertThat(log.flaw()).isEqualTo("none");
    assertThat(log.entries()).hasSize(4);
  }

  @Test
  void keepsTheOrderOfManyThreads() {
    try (AuditLog open = log.open()) {
      IntStream.range(0, 200).parallel().forEach(i -> open.append(TestLog.event("entry " + i)));
    }
    assertThat(log.flaw()).isEqualTo("none");
    assertThat(log.entries()).hasSize(202);
  }

  @Test
  void writesForAThreadThatWasInterrupted() {
    try (AuditLog open = log.open()) {
      Thread.currentThread().interrupt();
      open.append(TestLog.event("first"));
      assertThat(Thread.interrupted()).isTrue();
      open.append(TestLog.event("second"));
    }
    assertThat(log.entries()).hasSize(4);
    assertThat(log.flaw()).isEqualTo("none");
  }

  @Test
  void refusesAnEntryThatIsTooLongAndGoesOn() {
    Map<String, String> details =
        IntStream.range(0, 40)
            .boxed()
            .collect(Collectors.toMap(i -> "k" + i, i -> "x".repeat(3000)));
    try (AuditLog open = log.open()) {
      assertThatThrownBy(() -> open.append(AuditEvent.of(AuditKind.OPENED, "controller", details)))
          .isInstanceOf(TrustException.class)
          .hasMessageContaining("too long");
      open.append(TestLog.event("after"));
    }
    assertThat(log.flaw()).isEqualTo("none");
    assertThat(log.entries()).hasSize(3);
  }

  @Test
  void cutsATextThatIsTooLongAndSaysSo() {
    var event =
        new AuditEvent(
            AuditKind.OPENED,
            "controller",
            Optional.empty(),
            Optional.empty(),
            Map.of("why", "x".repeat(2007)));
    assertThat(event.details().get("why")).endsWith("x… (7 more characters)");
  }

  @Test
  void saysThatItCannotBeWritten() throws IOException {
    AuditLog open = log.open();
    log.clock.advance(Duration.ofDays(1));
    Files.createSymbolicLink(log.directory.resolve(SECOND_DAY), Path.of("/dev/full"));

    assertThatThrownBy(() -> open.append(TestLog.event("no room")))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("nothing moves without its record");
    assertThatThrownBy(open::close).hasMessageContaining("cannot be written");

    Files.delete(log.directory.resolve(SECOND_DAY));
    log.open().close();
    assertThat(log.flaw()).isEqualTo("none");
  }

  @Test
  void takesNothingAfterItsEnd() {
    AuditLog open = log.open();
    open.close();
    assertThatThrownBy(() -> open.append(TestLog.event("late")))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void signsWhatItHoldsNow() {
    try (AuditLog open = log.open()) {
      TestLog.write(open, 3);
      SignedHead head = SignedHead.parse(open.head(), log.controller.authority());

      assertThat(head.sequence()).isEqualTo(4);
      assertThat(log.verify(head).intact()).isTrue();
    }
  }

  private String lastHash() {
    return log.entries().getLast().hash();
  }
}
