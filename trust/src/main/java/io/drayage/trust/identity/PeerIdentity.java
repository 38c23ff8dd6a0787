package io.drayage.trust.identity;

import io.drayage.trust.TrustException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who a certificate speaks for: a role and a name, kept in a URI subject alternative name (RFC 5280
 * 4.2.1.6) such as {@code drayage:host:aws-frankfurt-1}.
 *
 * <p>A name follows the one rule for names, so that it is a DNS label and fits a common name too.
 */
public sealed interface PeerIdentity {
  /** The name within the role. */
  String name();

  /** The URI that a certificate carries. */
  String uri();

  /** A host, that is its agent. */
  record Host(String name) implements PeerIdentity {
    /** Checks the name. */
    public Host {
      IdentityNames.require("host", name);
    }

    @Override
    public String uri() {
      return IdentityNames.HOST + name;
    }
  }

  /** A controller. */
  record Controller(String name) implements PeerIdentity {
    /** Checks the name. */
    public Controller {
      IdentityNames.require("controller", name);
    }

    @Override
    public String uri() {
      return IdentityNames.CONTROLLER + name;
    }
  }

  /**
   * Reads the identity from a certificate whose chain has been verified already.
   *
   * @throws TrustException when it is an authority's, or names no identity, several, or a bad one
   */
  static PeerIdentity of(X509Certificate verified) {
    if (verified.getBasicConstraints() >= 0) {
      throw new TrustException("Refused a peer: it shows an authority's certificate as its own");
    }
    List<String> uris = IdentityNames.drayageUris(verified);
    if (uris.size() != 1) {
      throw new TrustException(
          "Refused a peer: its certificate names "
              + uris.size()
              + " Drayage identities instead of one; enrol it again");
    }
    return parse(uris.getFirst());
  }

  /**
   * Reads {@code drayage:host:NAME} or {@code drayage:controller:NAME}.
   *
   * @throws TrustException when the text is neither
   */
  static PeerIdentity parse(String uri) {
    if (uri.startsWith(IdentityNames.HOST)) {
      return new Host(uri.substring(IdentityNames.HOST.length()));
    }
    if (uri.startsWith(IdentityNames.CONTROLLER)) {
      return new Controller(uri.substring(IdentityNames.CONTROLLER.length()));
    }
    throw new TrustException("Refused a peer: unknown role in its certificate; enrol it again");
  }
}
