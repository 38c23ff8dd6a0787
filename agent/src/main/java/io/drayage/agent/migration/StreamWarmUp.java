package io.drayage.agent.migration;

import io.drayage.transfer.stream.ItemKind;
import io.drayage.transfer.stream.ItemStore;
import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.StreamHeader;
import io.drayage.transfer.stream.StreamListener;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import io.drayage.trust.tls.Peers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JVM compile the stream's way, encryption above all, before a container is frozen for it:
 * the first 100 MiB of a young JVM take several times as long as the next.
 */
public final class StreamWarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(StreamWarmUp.class);
  private static final int MEBIBYTES = 96;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private StreamWarmUp() {}

  /** Sends noise from this process to itself over loopback; a failure only costs the warmth. */
  public static void run(MutualTls tls) {
    SSLContext context = tls.context(PeerRule.anyHost());
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var listener =
            StreamListener.open(
                context,
                MutualTls.parameters(),
                loopback,
                session -> Peers.peer(session).name(),
                (peer, header) -> new Nowhere());
        var stream =
            OutgoingStream.connect(
                context,
                MutualTls.parameters(),
                new InetSocketAddress(loopback.getAddress(), listener.port()),
                session -> Peers.peer(session).name(),
                StreamHeader.ofNextCopy("warm-up", 0, "warm-up"),
                PATIENCE)) {
      byte[] mebibyte = new byte[1 << 20];
      try (OutputStream item = stream.open(ItemKind.IMAGE, "noise")) {
        for (int i = 0; i < MEBIBYTES; i++) {
          item.write(mebibyte);
        }
      }
      stream.barrier();
    } catch (IOException e) {
      LOG.info("The stream was not warmed up: {}", e.getMessage());
    }
  }

  /** Throws away what comes. */
  private static final class Nowhere implements ItemStore {
    @Override
    public OutputStream open(ItemKind kind, String name) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void ended() {}
  }
}
