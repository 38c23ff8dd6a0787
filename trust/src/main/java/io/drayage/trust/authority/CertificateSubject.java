package io.drayage.trust.authority;

import io.drayage.trust.identity.PeerIdentity;
import java.net.InetAddress;
import java.util.List;

/**
 * What a certificate will say, as the authority's owner decides it; the requester has no say.
 *
 * @param dnsNames further DNS names beside the identity's own
 * @param addresses IP addresses under which the peer serves
 */
public record CertificateSubject(
    PeerIdentity identity, List<String> dnsNames, List<InetAddress> addresses) {
  /** Keeps copies of the lists. */
  public CertificateSubject {
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
  }

  /** A host reachable under its own name and the given addresses. */
  public static CertificateSubject host(String name, List<InetAddress> addresses) {
    return new CertificateSubject(new PeerIdentity.Host(name), List.of(), addresses);
  }

  /** A controller reachable under its own name, further names, and the given addresses. */
  public static CertificateSubject controller(
      String name, List<String> dnsNames, List<InetAddress> addresses) {
    return new CertificateSubject(new PeerIdentity.Controller(name), dnsNames, addresses);
  }
}
