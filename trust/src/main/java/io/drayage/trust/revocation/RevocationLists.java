package io.drayage.trust.revocation;

import io.drayage.trust.TrustException;
import io.drayage.trust.revocation.RevocationList.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** The revocation lists that are at hand, of any issuers. Immutable. */
public record RevocationLists(List<RevocationList> all) {
  /** No list at all: whatever may be revoked is refused. */
  public static final RevocationLists NONE = new RevocationLists(List.of());

  private static final int MOST_LISTS = 256;
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /**
   * Keeps a copy.
   *
   * @throws TrustException when there are too many
   */
  public RevocationLists {
    if (all.size() > MOST_LISTS) {
      throw new TrustException("Refused the revocation lists: over " + MOST_LISTS + "; give fewer");
    }
    all = List.copyOf(all);
  }

  /** What a list says of one certificate. */
  public sealed interface Answer {
    /**
     * It was not taken back.
     *
     * @param until how long that may be relied upon
     */
    record Good(Instant until) implements Answer {}

    /** It was taken back, as the list with this number says. */
    record Revoked(String list) implements Answer {}

    /** Nobody knows, for this reason. */
    record Unknown(String why) implements Answer {}
  }

  /**
   * Reads lists from PEM, one below the other; other blocks are refused.
   *
   * @throws TrustException when one is damaged, or there is none
   */
  public static RevocationLists parse(String pem) {
    List<RevocationList> lists = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(pem))) {
      for (PemObject one = reader.readPemObject(); one != null; one = reader.readPemObject()) {
        if (!one.getType().equals("X509 CRL")) {
          throw new TrustException(
              "Refused revocation lists: the file holds something else, too; give what dray pca"
                  + " crl wrote");
        }
        lists.add(RevocationList.parse(one.getContent()));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new TrustException("Refused revocation lists: the file is damaged; get it again", e);
    }
    if (lists.isEmpty()) {
      throw new TrustException(
          "Refused revocation lists: the file holds none; give what dray pca crl wrote");
    }
    return new RevocationLists(lists);
  }

  /** These lists and others. */
  public RevocationLists with(Collection<RevocationList> others) {
    List<RevocationList> more = new ArrayList<>(all);
    more.addAll(others);
    return new RevocationLists(more);
  }

  /** The lists as PEM, one below the other. */
  public String pem() {
    return all.stream()
        .map(list ->
            "-----BEGIN X509 CRL-----\n"
                + LINES.encodeToString(list.der())
                + "\n-----END X509 CRL-----\n")
        .collect(Collectors.joining());
  }

  /**
   * Asks whether a certificate was taken back. What counts is the issuer's genuine list with the
   * highest number; once it is stale, nobody knows.
   *
   * @param issuer the certificate of whoever issued the one that is asked about
   * @param oldest for how long a list may be relied upon
   */
  public Answer ask(
      X509Certificate issuer, BigInteger serial, Kind kind, Instant now, Duration oldest) {
    List<RevocationList> named =
        all.stream()
            .filter(list -> list.issuer().equals(issuer.getSubjectX500Principal()))
            .filter(list -> list.covers(kind))
            .toList();
    Optional<RevocationList> newest =
        named.stream()
            .filter(list -> list.genuine(issuer))
            .max(Comparator.comparing(RevocationList::number));
    if (newest.isEmpty()) {
      return new Answer.Unknown(
          named.isEmpty()
              ? "there is no revocation list of its issuer"
              : "the revocation list is not signed by its issuer");
    }
    RevocationList list = newest.get();
    if (list.revokes(serial)) {
      return new Answer.Revoked("number " + list.number());
    }
    return list.problem(now, oldest)
        .<Answer>map(why -> new Answer.Unknown("the revocation list cannot be relied upon: " + why))
        .orElseGet(() -> new Answer.Good(list.staleFrom(oldest)));
  }
}
