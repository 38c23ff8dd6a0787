package io.drayage.controller.access;

import io.drayage.controller.config.ControllerConfig;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.EnrolmentRecords;
import io.drayage.journal.Journal;
import io.drayage.model.Names;
import io.drayage.trust.TrustException;
import io.drayage.trust.authority.AuthorityPolicy;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.authority.IssuanceLog;
import io.drayage.trust.enrol.EnrolmentToken;
import io.drayage.trust.enrol.EnrolmentTokens;
import io.drayage.trust.enrol.Redemption;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.keystore.CredentialFile;
import io.drayage.trust.tls.MutualTls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The controller's own authority and what it issues: its own identity, made anew at each start, one
 * certificate per enrolled host, and the tokens that hosts enrol with. Thread-safe.
 */
public final class Access {
  private static final Logger LOG = LoggerFactory.getLogger(Access.class);
  private static final String NAME = "controller";

  /** How long an enrolment token is good for. */
  public static final Duration TOKEN_VALIDITY = Duration.ofHours(1);

  private final CertificateAuthority authority;
  private final EnrolmentTokens tokens;
  private final Identity identity;

  private Access(CertificateAuthority authority, EnrolmentTokens tokens, Identity identity) {
    this.authority = authority;
    this.tokens = tokens;
    this.identity = identity;
  }

  /** Opens the authority, or makes it at the first start. */
  public static Access open(ControllerConfig config, Journal journal, Clock clock) {
    EnrolmentRecords records = journal.enrolment();
    IssuanceLog log =
        issued ->
            records.addCertificate(
                issued.serial().toString(16),
                issued.subject().uri(),
                issued.notBefore(),
                issued.notAfter(),
                issued.fingerprint().text());
    Path directory = config.data().resolve("authority");
    char[] password = CredentialFile.read(config.credential());
    CertificateAuthority authority =
        CertificateAuthority.exists(directory)
            ? CertificateAuthority.open(directory, password, AuthorityPolicy.DEFAULT, clock, log)
            : CertificateAuthority.create(
                directory, "Drayage CA", password, AuthorityPolicy.DEFAULT, clock, log);
    CertificateRequest request = CertificateRequest.generate(new PeerIdentity.Controller(NAME));
    CertificateSubject subject =
        CertificateSubject.controller(
            NAME,
            List.of(),
            List.of(address(config.grpc().address()), address(config.rest().address())));
    Identity identity =
        request.complete(authority.issue(request.der(), subject), authority.fingerprint());
    var tokens = new EnrolmentTokens(new JournalTokens(records), authority.fingerprint(), clock);
    return new Access(authority, tokens, identity);
  }

  /** Who this controller is: it signs permits with that. */
  public Identity identity() {
    return identity;
  }

  /** TLS as this controller. */
  public MutualTls tls() {
    return new MutualTls(identity);
  }

  /** The authority's certificate, PEM. */
  public String authorityPem() {
    return authority.certificatePem();
  }

  /**
   * Makes a token with which one host may enrol, once.
   *
   * @throws RequestException when the host's name is not valid
   */
  public EnrolmentToken issueToken(String host) {
    try {
      return tokens.issue(Names.require("host", host), TOKEN_VALIDITY);
    } catch (IllegalArgumentException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Trades a token for a certificate; the leaf comes first.
   *
   * @param csr PKCS#10, DER
   * @throws RequestException when the token is refused, without saying why
   */
  public List<X509Certificate> enrol(String token, String host, String address, byte[] csr) {
    Redemption redemption = redeem(token, host);
    if (redemption instanceof Redemption.Refused refused) {
      LOG.warn("Enrolment of {} refused: {}", host, refused.reason());
      throw new RequestException(Reason.INVALID, Redemption.Refused.WIRE_MESSAGE);
    }
    LOG.info("Enrolled host {}", host);
    return authority.issue(csr, CertificateSubject.host(host, List.of(address(address))));
  }

  /** Issues a new certificate to a host that showed its old one. */
  public List<X509Certificate> renew(String host, byte[] csr) {
    return authority.issue(csr, CertificateSubject.host(host, List.of()));
  }

  private Redemption redeem(String token, String host) {
    try {
      return tokens.redeem(EnrolmentToken.parse(token), host);
    } catch (TrustException e) {
      return new Redemption.Unknown();
    }
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      try {
        return InetAddress.getByName(text);
      } catch (UnknownHostException unknown) {
        throw new RequestException(
            Reason.INVALID, "address '%s' is not known".formatted(text), unknown);
      }
    }
  }
}
