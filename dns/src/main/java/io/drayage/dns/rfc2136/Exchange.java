package io.drayage.dns.rfc2136;

import io.drayage.dns.DnsException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;

/** Sends one message to one server and waits for its answer, over TCP: no answer is cut short. */
final class Exchange {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ServerAddress server;
  private final Optional<TSIG> key;

  Exchange(ServerAddress server, Optional<TSIG> key) {
    this.server = server;
    this.key = key;
  }

  ServerAddress server() {
    return server;
  }

  /**
   * The answer; where there is a key, one that the server signed with it.
   *
   * @throws DnsException when there is none in time, or it does not bear the key's signature
   */
  Message send(Message message) {
    Message answer;
    try {
      var resolver = new SimpleResolver(server.resolve());
      resolver.setTCP(true);
      resolver.setTimeout(LIMIT);
      key.ifPresent(resolver::setTSIGKey);
      answer = resolver.send(message);
    } catch (IOException e) {
      throw new DnsException(
          "name server %s did not answer (%s): see that it runs and can be reached"
              .formatted(server, reason(e)),
          e);
    }
    if (key.isPresent() && !answer.isVerified()) {
      throw new DnsException(
          "name server %s does not take the TSIG key (%s): see that it has the same key and the same time"
              .formatted(server, Rcode.string(answer.getRcode())));
    }
    return answer;
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
