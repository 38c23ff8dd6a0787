package io.drayage.agent.migration;

import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.StreamHeader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;

/** Connects to another agent and makes sure that it is the one named. */
@FunctionalInterface
public interface StreamConnector {
  /**
   * Connects; the caller closes.
   *
   * @param approval gets the peer's certificate before the first byte is sent, and throws {@link
   *     io.drayage.trust.TrustException} to keep it back
   */
  OutgoingStream connect(
      String host,
      InetSocketAddress address,
      StreamHeader header,
      Consumer<X509Certificate> approval)
      throws IOException;
}
