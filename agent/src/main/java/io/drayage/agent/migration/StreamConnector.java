package io.drayage.agent.migration;

import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.StreamHeader;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Connects to another agent and makes sure that it is the one named. */
@FunctionalInterface
public interface StreamConnector {
  /** Connects; the caller closes. */
  OutgoingStream connect(String host, InetSocketAddress address, StreamHeader header)
      throws IOException;
}
