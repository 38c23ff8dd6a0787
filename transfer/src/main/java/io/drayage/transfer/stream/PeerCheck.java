package io.drayage.transfer.stream;

import java.io.IOException;
import javax.net.ssl.SSLSession;

/** Decides about the other end of a TLS session before the first byte of a stream. */
@FunctionalInterface
public interface PeerCheck {
  /**
   * Returns the peer's name.
   *
   * @throws IOException when the peer must not be spoken to
   */
  String require(SSLSession session) throws IOException;
}
