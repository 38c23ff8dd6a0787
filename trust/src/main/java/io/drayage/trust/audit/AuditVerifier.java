package io.drayage.trust.audit;

import io.drayage.trust.audit.LineReader.Line;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for whatever was removed, put in, reordered or altered in an audit log, against its chain
 * of hashes and its signed heads. It holds no more than one entry and the heads in memory. Used
 * once, by one thread.
 */
public final class AuditVerifier {
  private final AuditSource source;
  private final List<SignedHead> heads = new ArrayList<>();
  private int next;
  private long entries;
  private String last = AuditEntry.NONE_BEFORE;
  private boolean unfinished;
  private Optional<Instant> signedUntil = Optional.empty();
  private long signed;

  private AuditVerifier(AuditSource source) {
    this.source = source;
  }

  /**
   * Verifies a log. It may be written meanwhile.
   *
   * @param authority of the controllers that wrote it
   * @param kept heads that were kept elsewhere, which the log must agree with, too
   * @throws IOException when it cannot be read
   * @throws io.drayage.trust.TrustException when there is none
   */
  public static Verification verify(
      AuditSource source, X509Certificate authority, List<SignedHead> kept) throws IOException {
    // The heads first: whatever they cover is in the files by then.
    Heads found = Heads.read(source.heads(), authority);
    var verifier = new AuditVerifier(source);
    verifier.heads.addAll(found.good());
    verifier.heads.addAll(kept);
    verifier.heads.sort(Comparator.comparingLong(SignedHead::sequence));
    List<String> files = source.files();
    Optional<Flaw> flaw = found.flaw();
    if (flaw.isEmpty()) {
      flaw = verifier.walk(files);
    }
    return new Verification(
        verifier.entries,
        files.size(),
        found.good().size(),
        verifier.last,
        verifier.signedUntil,
        verifier.entries - verifier.signed,
        verifier.unfinished,
        flaw);
  }

  private Optional<Flaw> walk(List<String> files) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      Optional<Flaw> flaw = walk(files.get(i), i == files.size() - 1);
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    if (next < heads.size()) {
      SignedHead beyond = heads.getLast();
      return Optional.of(
          new Flaw(
              files.isEmpty() ? Heads.FILE : files.getLast(),
              0,
              "the log ends with entry %d, but the head that was signed at %s covers entry %d: the end was cut off"
                  .formatted(entries, beyond.at(), beyond.sequence())));
    }
    return Optional.empty();
  }

  private Optional<Flaw> walk(String file, boolean newest) throws IOException {
    long number = 0;
    try (var lines = new LineReader(source.open(file), EntryLine.MOST_BYTES)) {
      for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        number++;
        if (number == 1 && signed < entries) {
          return Optional.of(
              new Flaw(
                  file,
                  1,
                  "entries %d to %d of the days before are under no signed head: some heads were taken out"
                      .formatted(signed + 1, entries)));
        }
        if (!line.get().whole()) {
          boolean tooLong = line.get().bytes().length > EntryLine.MOST_BYTES;
          if (newest && !tooLong) {
            unfinished = true;
            return Optional.empty();
          }
          return Optional.of(
              new Flaw(file, number, tooLong ? "the line is too long" : "the line is cut off"));
        }
        Optional<String> wrong = wrong(line.get().bytes());
        if (wrong.isPresent()) {
          return Optional.of(new Flaw(file, number, wrong.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** What is wrong with the next entry; when nothing is, it is counted. */
  private Optional<String> wrong(byte[] line) {
    long expected = entries + 1;
    Optional<AuditEntry> read = EntryLine.read(line);
    if (read.isEmpty()) {
      return Optional.of(
          "entry %d was altered: its hash is not that of its content".formatted(expected));
    }
    AuditEntry entry = read.get();
    if (entry.sequence() > expected) {
      return Optional.of(
          "entry %d follows entry %d: %d removed or reordered"
              .formatted(entry.sequence(), entries, entry.sequence() - expected));
    }
    if (entry.sequence() < expected) {
      return Optional.of(
          "entry %d follows entry %d: reordered or put in".formatted(entry.sequence(), entries));
    }
    if (!entry.previous().equals(last)) {
      return Optional.of(
          "entry %d does not continue entry %d: one of the two was altered or put in"
              .formatted(expected, entries));
    }
    for (; next < heads.size() && heads.get(next).sequence() <= expected; next++) {
      SignedHead head = heads.get(next);
      if (head.sequence() == expected && !head.hash().equals(entry.hash())) {
        return Optional.of(
            "entry %d is not the one that the head of %s covers: it, or one before it, was rewritten"
                .formatted(expected, head.at()));
      }
      signed = head.sequence();
      signedUntil = Optional.of(head.at());
    }
    entries = expected;
    last = entry.hash();
    return Optional.empty();
  }
}
