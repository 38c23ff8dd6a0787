package io.drayage.trust.audit;

import io.drayage.platform.file.PrivateDirectory;
import io.drayage.trust.TrustException;
import io.drayage.trust.identity.Identity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The writing end of an audit log. Owned by one thread. */
final class AuditWriter {
  private final AuditDirectory directory;
  private final Supplier<Identity> signer;
  private final Clock clock;
  private final FileChannel lock;
  private final AppendedFile heads;
  private AppendedFile entries;
  private String file;
  private long sequence;
  private String last = AuditEntry.NONE_BEFORE;
  private long signed;
  private String lastHead = AuditEntry.NONE_BEFORE;

  private AuditWriter(
      AuditDirectory directory, Supplier<Identity> signer, Clock clock, FileChannel lock)
      throws IOException {
    this.directory = directory;
    this.signer = signer;
    this.clock = clock;
    this.lock = lock;
    this.heads = AppendedFile.open(directory.headsFile());
    List<String> files = directory.files();
    this.file = files.isEmpty() ? AuditDirectory.nameOf(today(clock.instant())) : files.getLast();
    this.entries = AppendedFile.open(directory.file(file));
  }

  static AuditWriter open(AuditDirectory directory, Supplier<Identity> signer, Clock clock) {
    try {
      PrivateDirectory.ensure(directory.directory());
      FileChannel lock = lock(directory);
      try {
        var writer = new AuditWriter(directory, signer, clock, lock);
        writer.begin();
        return writer;
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  AuditDirectory directory() {
    return directory;
  }

  void append(AuditEvent event) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    roll(now);
    EntryLine.Written written = EntryLine.write(sequence + 1, now, event, last);
    byte[] line = written.line().getBytes(StandardCharsets.UTF_8);
    if (line.length > EntryLine.MOST_BYTES) {
      throw new TrustException(
          "An entry of the audit log is too long (%d bytes): name fewer things at once"
              .formatted(line.length));
    }
    entries.append(line);
    sequence++;
    last = written.hash();
  }

  /** Signs what there is, and returns the head. */
  String head() {
    var head = new SignedHead(sequence, last, clock.instant(), lastHead);
    String token = head.sign(signer.get());
    attempt(() -> heads.append(token.getBytes(StandardCharsets.US_ASCII)));
    lastHead = Heads.hash(token);
    signed = sequence;
    return token;
  }

  void close() throws IOException {
    try (lock;
        heads) {
      append(AuditEvent.of(AuditKind.CLOSED, AuditEvent.CONTROLLER, Map.of()));
      var _ = head();
    } finally {
      entries.close();
    }
  }

  void attempt(AuditLog.Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /** Takes up what is there, and tells of it. */
  private void begin() throws IOException {
    var repaired = new TreeMap<String, String>();
    Tail lastEntries = Tail.of(directory.file(file), EntryLine.MOST_BYTES);
    Tail lastHeads = Tail.of(directory.headsFile(), EntryLine.MOST_BYTES);
    mend(entries, file, lastEntries, repaired);
    mend(heads, Heads.FILE, lastHeads, repaired);
    lastLine(lastEntries).ifPresent(this::goOnFrom);
    lastHeads.line().ifPresent(this::requireCovered);
    if (signed < sequence) {
      var _ = head();
    }
    if (!repaired.isEmpty()) {
      append(AuditEvent.of(AuditKind.REPAIRED, AuditEvent.CONTROLLER, repaired));
    }
    append(
        AuditEvent.of(
            AuditKind.OPENED,
            AuditEvent.CONTROLLER,
            Map.of("certificate", signer.get().certificate().getSerialNumber().toString(16))));
    var _ = head();
  }

  private static void mend(AppendedFile file, String name, Tail tail, Map<String, String> told)
      throws IOException {
    if (tail.tornBytes() > 0) {
      file.cut(tail.whole());
      told.put(name + " bytes", String.valueOf(tail.tornBytes()));
      told.put(name + " sha256", tail.tornHash());
      told.put(name + " text", tail.tornText());
    }
  }

  /** A day's file may have been made just before a crash: then the one before it has the line. */
  private Optional<byte[]> lastLine(Tail newest) throws IOException {
    if (newest.line().isPresent()) {
      return newest.line();
    }
    for (String older : directory.files().reversed()) {
      Tail tail = Tail.of(directory.file(older), EntryLine.MOST_BYTES);
      if (tail.line().isPresent()) {
        return tail.line();
      }
    }
    return Optional.empty();
  }

  private void goOnFrom(byte[] line) {
    AuditEntry entry =
        EntryLine.read(line).orElseThrow(() -> tampered("its last entry was altered"));
    sequence = entry.sequence();
    last = entry.hash();
  }

  private void requireCovered(byte[] token) {
    String text = new String(token, StandardCharsets.ISO_8859_1);
    SignedHead head = SignedHead.parse(text, signer.get().authority());
    if (head.sequence() > sequence) {
      throw tampered(
          "it ends with entry %d, and a signed head covers entry %d"
              .formatted(sequence, head.sequence()));
    }
    if (head.sequence() == sequence && !head.hash().equals(last)) {
      throw tampered("its last entry is not the one that was signed");
    }
    signed = head.sequence();
    lastHead = Heads.hash(text);
  }

  /** Begins a new day's file. A clock that is set back never writes to an older one. */
  private void roll(Instant now) throws IOException {
    String today = AuditDirectory.nameOf(today(now));
    if (today.compareTo(file) > 0) {
      if (signed < sequence) {
        var _ = head();
      }
      AppendedFile next = AppendedFile.open(directory.file(today));
      entries.close();
      entries = next;
      file = today;
    }
  }

  private static LocalDate today(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  private static FileChannel lock(AuditDirectory directory) throws IOException {
    FileChannel channel =
        FileChannel.open(directory.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held == null) {
        channel.close();
        throw busy(directory);
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw busy(directory);
    }
  }

  private static TrustException busy(AuditDirectory directory) {
    return new TrustException(
        "The audit log in %s is being written by another controller: stop that one, or give this one a data directory of its own"
            .formatted(directory.directory()));
  }

  private TrustException tampered(String how) {
    return new TrustException(
        "The audit log in %s was tampered with: %s; look at it with 'dray audit verify', keep a copy, and move it away"
            .formatted(directory.directory(), how));
  }

  private static TrustException unusable(AuditDirectory directory, IOException e) {
    return new TrustException(
        "The audit log in %s cannot be written (%s), and nothing moves without its record: make room, or mend the disk"
            .formatted(directory.directory(), e.getMessage()),
        e);
  }
}
