package io.drayage.controller.protection;

import io.drayage.trust.authority.AuthorityPolicy;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** An authority of hosts and controllers, for tests. */
public final class TestSigner {
  private final CertificateAuthority authority;

  /** An authority that keeps its files below a directory. */
  public TestSigner(Path directory, Clock clock) {
    authority =
        CertificateAuthority.create(
            directory.resolve("authority"),
            "Test CA",
            "correct horse".toCharArray(),
            AuthorityPolicy.DEFAULT,
            clock,
            issued -> {});
  }

  /** A controller of this authority. */
  public Identity controller() {
    CertificateRequest request =
        CertificateRequest.generate(new PeerIdentity.Controller("controller"));
    return request.complete(
        authority.issue(
            request.der(), CertificateSubject.controller("controller", List.of(), List.of())),
        authority.fingerprint());
  }

  /** A host of this authority. */
  public Identity host(String name) {
    CertificateRequest request = CertificateRequest.generate(new PeerIdentity.Host(name));
    return request.complete(
        authority.issue(request.der(), CertificateSubject.host(name, List.of())),
        authority.fingerprint());
  }
}
