package io.drayage.trust.audit;

import io.drayage.trust.TrustException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A log's signed heads, verified.
 *
 * @param good in order, up to the first that is not
 * @param flaw what is wrong with that one
 */
record Heads(List<SignedHead> good, Optional<Flaw> flaw) {
  static final String FILE = "heads.jws";

  static Heads read(List<String> tokens, X509Certificate authority) {
    var good = new ArrayList<SignedHead>();
    String previous = AuditEntry.NONE_BEFORE;
    long sequence = 0;
    for (int i = 0; i < tokens.size(); i++) {
      try {
        SignedHead head = SignedHead.parse(tokens.get(i), authority);
        if (!head.previous().equals(previous) || head.sequence() < sequence) {
          return broken(good, i, "it does not follow the head before it: some were taken out");
        }
        sequence = head.sequence();
        previous = hash(tokens.get(i));
        good.add(head);
      } catch (TrustException e) {
        return broken(good, i, String.valueOf(e.getMessage()));
      }
    }
    return new Heads(good, Optional.empty());
  }

  static String hash(String token) {
    return EntryLine.sha256(token.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Heads broken(List<SignedHead> good, int index, String what) {
    return new Heads(good, Optional.of(new Flaw(FILE, index + 1L, what)));
  }
}
