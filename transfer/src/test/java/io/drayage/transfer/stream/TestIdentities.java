package io.drayage.transfer.stream;

import io.drayage.trust.authority.AuthorityPolicy;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.tls.MutualTls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** One authority and the identities of hosts that it certified. */
record TestIdentities(CertificateAuthority authority) {
  static TestIdentities in(Path directory) {
    return new TestIdentities(
        CertificateAuthority.create(
            directory.resolve("ca"),
            "Test CA",
            "secret".toCharArray(),
            AuthorityPolicy.DEFAULT,
            Clock.systemUTC(),
            issued -> {}));
  }

  MutualTls host(String name) {
    var subject = CertificateSubject.host(name, List.of(InetAddress.getLoopbackAddress()));
    var request = CertificateRequest.generate(subject.identity());
    return new MutualTls(
        request.complete(authority.issue(request.der(), subject), authority.fingerprint()));
  }
}
