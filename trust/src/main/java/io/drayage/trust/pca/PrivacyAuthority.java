package io.drayage.trust.pca;

import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.AttributeCertificate;
import io.drayage.trust.attribute.AttributeForm;
import io.drayage.trust.attribute.Attributes;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.attribute.Targets;
import io.drayage.trust.keystore.CertificatePem;
import io.drayage.trust.keystore.Pkcs12File;
import io.drayage.trust.revocation.RevocationList;
import io.drayage.trust.revocation.RevocationLists;
import io.drayage.trust.signing.Signing;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Privacy Certificate Authority (thesis 4.1) in a directory. Its root certifies issuers; an
 * issuer signs attribute certificates and the list of those taken back. A new issuer takes over
 * from the old one by {@link #roll}, whose certificates go on counting.
 *
 * <p>Safe for several processes, which wait for each other. What changes the authority needs the
 * password of its keys; what only looks at it does not. A certificate is in the ledger before it is
 * handed out.
 */
public final class PrivacyAuthority {
  private final AuthorityFiles files;
  private final AuthorityTimes times;
  private final Clock clock;

  private PrivacyAuthority(Path directory, AuthorityTimes times, Clock clock) {
    this.files = new AuthorityFiles(directory);
    this.times = times;
    this.clock = clock;
  }

  /** For whom an attribute certificate is to be issued, and what it is to say. */
  public record Request(
      String name,
      Holder holder,
      Attributes attributes,
      Duration validity,
      Optional<Targets> targets) {}

  /** An attribute certificate that was issued, and the file that it is in. */
  public record Issued(IssuedAttribute entry, Credential credential, Path file) {}

  /**
   * Makes an authority with its root, its first issuer and its first lists.
   *
   * @param directory made with mode 0700 when missing
   * @param name its common name: letters, digits, blanks, {@code . _ -}, at most 40
   * @param password of its keys; the caller's, who wipes it
   * @throws TrustException when there is one already, or nothing can be written there
   */
  public static PrivacyAuthority create(
      Path directory, String name, char[] password, AuthorityTimes times, Clock clock) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,39}")) {
      throw new TrustException(
          "Cannot make the authority: its name must be 1 to 40 letters, digits, ' ', '.', '_' or"
              + " '-'");
    }
    PrivacyAuthority authority = new PrivacyAuthority(directory, times, clock);
    if (Files.exists(authority.files.ledger())) {
      throw new TrustException(
          "Cannot make the authority: " + directory + " has one; name another directory");
    }
    Instant now = clock.instant();
    KeyPair keys = Signing.newKey();
    X509Certificate root =
        AuthorityForm.root(name, keys, now.minus(times.skew()), now.plus(times.root()));
    // Never over an older key: create refuses a file that exists.
    Pkcs12File.create(
        authority.files.rootKey(),
        new Pkcs12File.Entry(keys.getPrivate(), List.of(root)),
        password);
    authority.files.write(authority.files.root(), CertificatePem.encode(root));
    Ledger ledger = authority.addIssuer(Ledger.of(name), password);
    authority.publish(ledger, password);
    return authority;
  }

  /** The authority that a directory holds; whether one is there shows at its first use. */
  public static PrivacyAuthority at(Path directory, AuthorityTimes times, Clock clock) {
    return new PrivacyAuthority(directory, times, clock);
  }

  /** The root, which verifiers are to trust. */
  public X509Certificate root() {
    return CertificatePem.decode(files.read(files.root())).getFirst();
  }

  /** The file with the root. */
  public Path rootFile() {
    return files.root();
  }

  /** The file with the newest revocation lists. */
  public Path listsFile() {
    return files.lists();
  }

  /** The newest revocation lists: the root's, and each issuer's. */
  public RevocationLists lists() {
    return RevocationLists.parse(files.read(files.lists()));
  }

  /** Everything that was issued, in the order of issue. */
  public List<IssuedAttribute> list() {
    return Ledger.read(files.ledger()).issued();
  }

  /**
   * One certificate that was issued.
   *
   * @throws TrustException when there is none of this number
   */
  public Issued show(String serial) {
    IssuedAttribute entry = entry(Ledger.read(files.ledger()), serial);
    return new Issued(entry, files.credential(entry.serial()), files.issued(entry.serial()));
  }

  /**
   * Issues an attribute certificate.
   *
   * @param password of its keys; the caller's, who wipes it
   * @throws TrustException when the password is wrong, or the validity is not positive
   */
  public Issued issue(Request request, char[] password) {
    return files.alone(() -> issueAlone(request, password));
  }

  /**
   * Issues one like another again, with a new number and from now on. The old one goes on counting
   * until it ends.
   *
   * @param holder another holder, for a host that has a new key; empty for the same
   */
  public Issued renew(String serial, Optional<Holder> holder, char[] password) {
    return files.alone(() -> {
      IssuedAttribute entry = entry(Ledger.read(files.ledger()), serial);
      if (entry.revokedAt().isPresent()) {
        throw new TrustException(
            "Cannot renew " + entry.serial() + ": it was revoked; issue a new one");
      }
      AttributeCertificate old = files.credential(entry.serial()).certificate();
      Duration validity = Duration.between(entry.notBefore().plus(times.skew()), entry.notAfter());
      return issueAlone(
          new Request(
              entry.name(), holder.orElse(old.holder()), old.attributes(), validity, old.targets()),
          password);
    });
  }

  /** Takes a certificate back and publishes new lists; one that was taken back stays so. */
  public IssuedAttribute revoke(String serial, RevocationReason reason, char[] password) {
    return files.alone(() -> {
      Ledger ledger = Ledger.read(files.ledger());
      IssuedAttribute entry = entry(ledger, serial);
      IssuedAttribute revoked =
          entry.revokedAt().isPresent() ? entry : entry.revoked(clock.instant(), reason);
      // Also when it was revoked before: a crash may have come between the ledger and the lists.
      var _ = publish(ledger.withRevoked(revoked), password);
      return revoked;
    });
  }

  /** Makes new lists, which hold until the next ones are due. */
  public RevocationLists publish(char[] password) {
    return files.alone(() -> publish(Ledger.read(files.ledger()), password));
  }

  /**
   * Has a new issuer with a new key sign from now on.
   *
   * @param withdraw whether the old one's certificate is taken back, and with it all that it issued
   * @return the new issuer's certificate
   */
  public X509Certificate roll(boolean withdraw, char[] password) {
    return files.alone(() -> {
      Ledger ledger = Ledger.read(files.ledger());
      if (withdraw) {
        X509Certificate old = issuer(ledger.issuers(), password).chain().getFirst();
        ledger =
            ledger.withWithdrawn(
                new Ledger.Withdrawn(old.getSerialNumber().toString(16), clock.instant()));
      }
      Ledger rolled = addIssuer(ledger, password);
      publish(rolled, password);
      return issuer(rolled.issuers(), password).chain().getFirst();
    });
  }

  private Issued issueAlone(Request request, char[] password) {
    if (!request.validity().isPositive()) {
      throw new TrustException("Cannot issue: the validity must be more than nothing");
    }
    Ledger ledger = Ledger.read(files.ledger());
    Pkcs12File.Entry issuer = issuer(ledger.issuers(), password);
    X509Certificate signer = issuer.chain().getFirst();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = now.plus(request.validity());
    Instant last = signer.getNotAfter().toInstant();
    if (!now.isBefore(last)) {
      throw new TrustException("Cannot issue: the issuer has ended; renew it with dray pca roll");
    }
    AttributeCertificate certificate =
        new AttributeForm(
                request.holder(),
                request.attributes(),
                Signing.serial(),
                now.minus(times.skew()),
                end.isBefore(last) ? end : last,
                request.targets())
            .sign(signer, issuer.key());
    String serial = certificate.serial().toString(16);
    IssuedAttribute entry =
        new IssuedAttribute(
            serial,
            ledger.issuers(),
            request.attributes() instanceof Attributes.HostPlace ? "host" : "container",
            request.name(),
            request.attributes().inWords(),
            certificate.notBefore(),
            certificate.notAfter(),
            Optional.empty(),
            Optional.empty());
    Credential credential = new Credential(certificate, List.of(signer));
    ledger.withIssued(entry).write(files.ledger());
    files.write(files.issued(serial), credential.pem());
    return new Issued(entry, credential, files.issued(serial));
  }

  private Ledger addIssuer(Ledger ledger, char[] password) {
    Pkcs12File.Entry root = Pkcs12File.read(files.rootKey(), password);
    X509Certificate above = root.chain().getFirst();
    KeyPair keys = Signing.newKey();
    Instant now = clock.instant();
    Instant end = now.plus(times.issuer());
    Instant last = above.getNotAfter().toInstant();
    Ledger next = ledger.withIssuer();
    X509Certificate issuer =
        AuthorityForm.issuer(
            ledger.name(),
            next.issuers(),
            keys.getPublic(),
            now.minus(times.skew()),
            end.isBefore(last) ? end : last,
            above,
            root.key());
    // A key of a roll that a crash cut off is not in the ledger: nothing was signed with it.
    Pkcs12File.replace(
        files.issuerKey(next.issuers()),
        new Pkcs12File.Entry(keys.getPrivate(), List.of(issuer)),
        password);
    next.write(files.ledger());
    return next;
  }

  private RevocationLists publish(Ledger before, char[] password) {
    Ledger ledger = before.withList();
    Instant now = clock.instant();
    Instant next = now.plus(times.list());
    BigInteger number = BigInteger.valueOf(ledger.lists());
    Pkcs12File.Entry root = Pkcs12File.read(files.rootKey(), password);
    List<RevocationList> lists = new ArrayList<>();
    lists.add(
        AuthorityForm.list(
            root.chain().getFirst(),
            root.key(),
            number,
            now.minus(times.skew()),
            next,
            false,
            ledger.withdrawn().stream()
                .map(one ->
                    new AuthorityForm.Entry(
                        new BigInteger(one.serial(), 16),
                        one.at(),
                        RevocationReason.KEY_COMPROMISE))
                .toList()));
    for (int i = 1; i <= ledger.issuers(); i++) {
      int issuer = i;
      Pkcs12File.Entry signer = issuer(issuer, password);
      lists.add(
          AuthorityForm.list(
              signer.chain().getFirst(),
              signer.key(),
              number,
              now.minus(times.skew()),
              next,
              true,
              ledger.issued().stream()
                  .filter(one -> one.issuer() == issuer)
                  .filter(one -> one.revokedAt().isPresent())
                  .map(PrivacyAuthority::listed)
                  .toList()));
    }
    RevocationLists published = new RevocationLists(lists);
    ledger.write(files.ledger());
    files.write(files.lists(), published.pem());
    return published;
  }

  private static AuthorityForm.Entry listed(IssuedAttribute one) {
    return new AuthorityForm.Entry(
        new BigInteger(one.serial(), 16),
        one.revokedAt().orElseThrow(),
        one.reason().orElse(RevocationReason.UNSPECIFIED));
  }

  private Pkcs12File.Entry issuer(int number, char[] password) {
    return Pkcs12File.read(files.issuerKey(number), password);
  }

  private static IssuedAttribute entry(Ledger ledger, String serial) {
    String digits = serial.toLowerCase(Locale.ROOT).replaceFirst("^(0x)?0*", "");
    return ledger
        .find(digits)
        .orElseThrow(() ->
            new TrustException(
                "No certificate has the number '%s': dray pca list shows all"
                    .formatted(serial.length() > 64 ? serial.substring(0, 64) + "…" : serial)));
  }
}
