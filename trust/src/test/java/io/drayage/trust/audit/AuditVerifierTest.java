package io.drayage.trust.audit;

import static io.drayage.trust.audit.TestLog.FIRST_DAY;
import static io.drayage.trust.audit.TestLog.SECOND_DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.TestAuthority;
import io.drayage.trust.TrustException;
import io.drayage.trust.identity.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditVerifierTest {
  private @TempDir Path parent;
  private TestLog log;

  @BeforeEach
  void begin() {
    log = new TestLog(parent);
    log.twoDays();
  }

  @Test
  void findsNothingWrongWithALogThatNobodyTouched() {
    Verification found = log.verify();

    assertThat(found.flaw()).isEmpty();
    assertThat(found.intact()).isTrue();
    assertThat(found.entries()).isEqualTo(14);
    assertThat(found.files()).isEqualTo(2);
    assertThat(found.unsigned()).isZero();
    assertThat(found.signedUntil()).contains(log.clock.instant());
  }

  @Test
  void findsEveryRemovedEntry() {
    for (String file : List.of(FIRST_DAY, SECOND_DAY)) {
      byte[] before = log.bytes(file);
      for (int i = 0; i < log.lines(file).size(); i++) {
        List<String> lines = log.lines(file);
        lines.remove(i);
        log.replace(file, lines);

        assertThat(log.verify().intact()).as("without line %d of %s", i + 1, file).isFalse();
        log.write(file, before);
      }
    }
  }

  @Test
  void tellsWhereAnEntryIsMissing() {
    List<String> lines = log.lines(FIRST_DAY);
    lines.remove(2);
    log.replace(FIRST_DAY, lines);

    assertThat(log.flaw())
        .isEqualTo("2026-11-23.jsonl:3: entry 4 follows entry 2: 1 removed or reordered");
  }

  @Test
  void findsEveryPairOfEntriesThatChangedPlaces() {
    int count = log.lines(FIRST_DAY).size();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        List<String> lines = log.lines(FIRST_DAY);
        byte[] before = log.bytes(FIRST_DAY);
        Collections.swap(lines, i, j);
        log.replace(FIRST_DAY, lines);

        assertThat(log.flaw()).as("lines %d and %d", i, j).contains(FIRST_DAY + ":" + (i + 1));
        log.write(FIRST_DAY, before);
      }
    }
  }

  @Test
  void findsEveryAlteredByteOfALineWithinAndOfTheLast() {
    byte[] before = log.bytes(SECOND_DAY);
    for (int i = lastTwoLines(); i < before.length; i++) {
      byte[] altered = before.clone();
      altered[i] ^= 1;
      log.write(SECOND_DAY, altered);

      assertThat(log.verify().intact()).as("byte %d altered", i).isFalse();
    }
  }

  @Test
  void findsAnEntryThatWasRewrittenWithItsHash() {
    List<String> lines = log.lines(FIRST_DAY);
    lines.set(3, TestLog.forged(lines.get(3), "redis", "mysql"));
    log.replace(FIRST_DAY, lines);

    assertThat(log.flaw())
        .isEqualTo(
            "2026-11-23.jsonl:5: entry 5 does not continue entry 4: one of the two was altered or put in");
  }

  @Test
  void findsAChainThatWasRewrittenToItsEnd() {
    List<String> lines = log.lines(SECOND_DAY);
    String last = lines.getLast();
    lines.set(lines.size() - 1, TestLog.forged(last, "closed", "opened"));
    log.replace(SECOND_DAY, lines);

    assertThat(log.flaw()).contains("is not the one that the head of", "was rewritten");
  }

  @Test
  void findsAnEntryThatWasPutIn() {
    List<String> lines = log.lines(FIRST_DAY);
    lines.add(3, lines.get(2));
    log.replace(FIRST_DAY, lines);

    assertThat(log.flaw())
        .isEqualTo("2026-11-23.jsonl:4: entry 3 follows entry 3: reordered or put in");
  }

  @Test
  void findsAnEndThatWasCutOffAtAnyByteOfTheLastTwoLines() {
    byte[] before = log.bytes(SECOND_DAY);
    for (int length = lastTwoLines(); length < before.length; length++) {
      log.write(SECOND_DAY, Arrays.copyOf(before, length));

      assertThat(log.flaw()).as("cut to %d bytes", length).contains("the end was cut off");
    }
  }

  @Test
  void findsADayThatIsGone() {
    log.delete(SECOND_DAY);
    assertThat(log.flaw()).contains("the end was cut off");
  }

  @Test
  void findsThatTheFirstDayIsGone() {
    log.delete(FIRST_DAY);
    assertThat(log.flaw())
        .isEqualTo("2026-11-24.jsonl:1: entry 7 follows entry 0: 6 removed or reordered");
  }

  @Test
  void findsThatEveryDayIsGone() {
    log.delete(FIRST_DAY);
    log.delete(SECOND_DAY);
    assertThat(log.flaw()).startsWith("heads.jws: the log ends with entry 0");
  }

  @Test
  void findsEveryHeadThatWasTakenOutBeforeTheLast() {
    List<String> heads = log.lines("heads.jws");
    for (int i = 0; i < heads.size() - 1; i++) {
      var fewer = new ArrayList<>(heads);
      fewer.remove(i);
      log.replace("heads.jws", fewer);

      assertThat(log.flaw()).as("without head %d", i + 1).contains("it does not follow the head");
    }
  }

  @Test
  void findsThatTheHeadsOfADayThatEndedWereTakenOut() {
    log.write("heads.jws", new byte[0]);
    assertThat(log.flaw())
        .isEqualTo(
            "2026-11-24.jsonl:1: entries 1 to 6 of the days before are under no signed head: some heads were taken out");
  }

  @Test
  void findsEveryAlteredByteOfAHead() {
    byte[] before = log.bytes("heads.jws");
    int first = log.lines("heads.jws").getFirst().length();
    for (int i = 0; i < first; i += 7) {
      byte[] altered = before.clone();
      altered[i] = (byte) (altered[i] == 'A' ? 'B' : 'A');
      log.write("heads.jws", altered);

      assertThat(log.flaw()).as("byte %d altered", i).startsWith("heads.jws:1: ");
    }
  }

  @Test
  void refusesAHeadThatAnotherAuthoritysControllerSigned() {
    Identity stranger =
        TestAuthority.controller(TestAuthority.create(parent, log.clock), "controller");
    resign(stranger);
    assertThat(log.flaw()).contains("whoever signed it is not of this authority");
  }

  @Test
  void refusesAHeadThatAHostSigned() {
    resign(TestAuthority.host(log.authority, "liar"));
    assertThat(log.flaw()).contains("a host signed it, and only a controller may");
  }

  @Test
  void refusesAHeadThatWasSignedAfterItsCertificatesEnd() {
    log.clock.advance(Duration.ofDays(40));
    resign(log.controller);
    assertThat(log.flaw()).contains("whoever signed it is not of this authority");
  }

  @Test
  void findsALogThatWasCutTogetherWithItsHeadsByOneThatWasKept() throws IOException {
    List<String> heads = new AuditDirectory(log.directory).heads();
    SignedHead kept = SignedHead.parse(heads.getLast(), log.controller.authority());
    log.delete(SECOND_DAY);
    log.replace("heads.jws", heads.subList(0, 2));

    assertThat(log.verify().intact()).as("nothing else can tell").isTrue();
    assertThat(log.verify(kept).flaw().map(Flaw::inWords).orElse("none"))
        .contains("the end was cut off");
  }

  @Test
  void takesAnUnfinishedLastLineForWhatItMayBe() {
    try (AuditLog open = log.open()) {
      TestLog.write(open, 1);
      byte[] before = log.bytes(SECOND_DAY);
      byte[] torn = Arrays.copyOf(before, before.length + 5);
      Arrays.fill(torn, before.length, torn.length, (byte) '{');
      log.write(SECOND_DAY, torn);

      Verification found = log.verify();

      assertThat(found.intact()).isTrue();
      assertThat(found.unfinished()).isTrue();
      assertThat(found.unsigned()).isEqualTo(1);
      log.write(SECOND_DAY, before);
    }
  }

  @Test
  void refusesALineThatIsTooLong() {
    List<String> lines = log.lines(SECOND_DAY);
    lines.add("x".repeat(EntryLine.MOST_BYTES + 1));
    log.replace(SECOND_DAY, lines);

    assertThat(log.flaw()).contains("the line is too long");
  }

  @Test
  void saysThatThereIsNoLog() {
    AuditDirectory nowhere = new AuditDirectory(parent.resolve("nowhere"));
    assertThatThrownBy(() -> AuditVerifier.verify(nowhere, log.controller.authority(), List.of()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("There is no audit log in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "..", "heads.jws", "2026-11-23", "2026-11-23/../x", "../2026-11-23.jsonl"})
  void opensNothingButADaysFile(String name) {
    AuditDirectory directory = new AuditDirectory(log.directory);
    assertThatThrownBy(() -> directory.open(name))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("is no day's file");
  }

  /** A million entries, made while they are read. */
  @Test
  void verifiesAMillionEntriesInLittleMemory() throws IOException {
    int count = 1_000_000;
    var made = new MadeUpLog(count);

    Verification found = AuditVerifier.verify(made, log.controller.authority(), List.of());

    assertThat(found.intact()).isTrue();
    assertThat(found.entries()).isEqualTo(count);
    assertThat(found.unsigned()).isEqualTo(count);
  }

  /** Where the last but one begins. */
  private int lastTwoLines() {
    List<String> lines = log.lines(SECOND_DAY);
    int two = lines.getLast().length() + lines.get(lines.size() - 2).length() + 2;
    return log.bytes(SECOND_DAY).length - two;
  }

  private void resign(Identity by) {
    List<String> heads = log.lines("heads.jws");
    SignedHead last = SignedHead.parse(heads.getLast(), log.controller.authority());
    heads.set(
        heads.size() - 1,
        new SignedHead(last.sequence(), last.hash(), log.clock.instant(), last.previous())
            .sign(by));
    log.replace("heads.jws", heads);
  }

  /** A log that is nowhere. */
  private record MadeUpLog(int count) implements AuditSource {
    @Override
    public List<String> files() {
      return List.of(FIRST_DAY);
    }

    @Override
    public List<String> heads() {
      return List.of();
    }

    @Override
    public InputStream open(String file) {
      return new MadeUpLines(count);
    }
  }

  private static final class MadeUpLines extends InputStream {
    private final int count;
    private int made;
    private String previous = AuditEntry.NONE_BEFORE;
    private ByteArrayInputStream line = new ByteArrayInputStream(new byte[0]);

    MadeUpLines(int count) {
      this.count = count;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("whoever reads byte by byte is too slow");
    }

    @Override
    public int read(byte[] into, int at, int most) {
      if (line.available() == 0) {
        if (made == count) {
          return -1;
        }
        made++;
        var written =
            EntryLine.write(made, TestLog.START, TestLog.event("entry " + made), previous);
        previous = written.hash();
        line = new ByteArrayInputStream((written.line() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return line.read(into, at, most);
    }
  }
}
