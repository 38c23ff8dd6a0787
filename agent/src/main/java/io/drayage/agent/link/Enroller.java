package io.drayage.agent.link;

import com.google.protobuf.ByteString;
import io.drayage.agent.config.AgentConfig;
import io.drayage.protocol.v1.EnrolRequest;
import io.drayage.protocol.v1.EnrolResponse;
import io.drayage.protocol.v1.EnrolmentGrpc;
import io.drayage.trust.TrustException;
import io.drayage.trust.enrol.EnrolmentToken;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.keystore.CertificatePem;
import io.drayage.trust.tls.ClientTls;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets this host its identity: loads the one it has, or trades its one-time token for one. The key
 * is made here and never leaves.
 */
public final class Enroller {
  private static final Logger LOG = LoggerFactory.getLogger(Enroller.class);
  private static final int LIMIT_SECONDS = 20;

  private final AgentConfig config;
  private final IdentityFile file;

  /** An enroller for the host that the configuration describes. */
  public Enroller(AgentConfig config) {
    this.config = config;
    this.file = new IdentityFile(config.data().resolve("identity.p12"), config.credential());
  }

  /**
   * This host's identity.
   *
   * @throws TrustException when there is none and the token is missing or refused
   */
  public Identity identity() {
    if (file.exists()) {
      return file.load();
    }
    EnrolmentToken token = EnrolmentToken.parse(readToken());
    PeerIdentity subject = new PeerIdentity.Host(config.name());
    CertificateRequest request = CertificateRequest.generate(subject);
    Identity identity = request.complete(send(token, request), token.authority());
    file.store(identity);
    deleteToken();
    LOG.info("Enrolled as host {}", config.name());
    return identity;
  }

  /** Keeps a renewed identity. */
  void keep(Identity identity) {
    file.store(identity);
  }

  private List<X509Certificate> send(EnrolmentToken token, CertificateRequest request) {
    ManagedChannel channel =
        Channels.open(config.controller(), null, ClientTls.pinnedTrustManager(token.authority()));
    try {
      EnrolResponse response =
          EnrolmentGrpc.newBlockingStub(channel)
              .withDeadlineAfter(LIMIT_SECONDS, TimeUnit.SECONDS)
              .enrol(
                  EnrolRequest.newBuilder()
                      .setToken(token.format())
                      .setHost(config.name())
                      .setAddress(config.address())
                      .setCsr(ByteString.copyFrom(request.der()))
                      .build());
      return chain(response);
    } catch (StatusRuntimeException e) {
      boolean refused = e.getStatus().getCode() == Status.Code.PERMISSION_DENIED;
      throw new TrustException(
          refused
              ? String.valueOf(e.getStatus().getDescription())
              : "The controller at %s:%d cannot be reached for enrolment: %s"
                  .formatted(
                      config.controller().address(), config.controller().port(), e.getMessage()),
          e);
    } finally {
      channel.shutdownNow();
    }
  }

  static List<X509Certificate> chain(EnrolResponse response) {
    return response.getChainList().stream()
        .map(der -> CertificatePem.fromDer(der.toByteArray()))
        .toList();
  }

  private String readToken() {
    Path path = config.tokenFile();
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new TrustException(
          "This host is not enrolled and has no token in %s: make one with 'dray host token %s' and put it there"
              .formatted(path, config.name()),
          e);
    }
  }

  private void deleteToken() {
    try {
      Files.deleteIfExists(config.tokenFile());
    } catch (IOException e) {
      LOG.warn("The used token in {} could not be deleted: {}", config.tokenFile(), e.getMessage());
    }
  }
}
