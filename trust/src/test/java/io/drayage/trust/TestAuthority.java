package io.drayage.trust;

import io.drayage.trust.authority.AuthorityPolicy;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.authority.IssuanceLog;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.identity.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A real authority in a directory, and identities that it issues. */
public final class TestAuthority {
  private TestAuthority() {}

  /** Creates an authority in a new directory below the given one. */
  public static CertificateAuthority create(Path parent, Clock clock) {
    return create(parent, clock, _ -> {});
  }

  /** Creates an authority that lists what it issues. */
  public static CertificateAuthority create(Path parent, Clock clock, IssuanceLog log) {
    try {
      return CertificateAuthority.create(
          Files.createTempDirectory(parent, "ca"),
          "Test CA",
          "secret".toCharArray(),
          AuthorityPolicy.DEFAULT,
          clock,
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Issues a host's identity. */
  public static Identity host(CertificateAuthority authority, String name) {
    return identity(
        authority, CertificateSubject.host(name, List.of(InetAddress.getLoopbackAddress())));
  }

  /** Issues a controller's identity. */
  public static Identity controller(CertificateAuthority authority, String name) {
    return identity(
        authority,
        CertificateSubject.controller(
            name, List.of("localhost"), List.of(InetAddress.getLoopbackAddress())));
  }

  /** Issues an identity for the subject. */
  public static Identity identity(CertificateAuthority authority, CertificateSubject subject) {
    CertificateRequest request = CertificateRequest.generate(subject.identity());
    return request.complete(authority.issue(request.der(), subject), authority.fingerprint());
  }
}
