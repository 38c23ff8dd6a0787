package io.drayage.trust.tls;

import io.drayage.trust.identity.Identity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Presents one identity, whole chain included, as client and as server. It asks for the identity at
 * each handshake, so a renewed one is used from the next connection on.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {
  private static final String ALIAS = "drayage";

  private final Supplier<Identity> identity;

  IdentityKeyManager(Supplier<Identity> identity) {
    this.identity = identity;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return alias.equals(ALIAS) ? identity.get().chain().toArray(X509Certificate[]::new) : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return alias.equals(ALIAS) ? identity.get().key() : null;
  }

  private String @Nullable [] aliases(String keyType) {
    return alias(keyType) == null ? null : new String[] {ALIAS};
  }

  private @Nullable String alias(String... keyTypes) {
    String ours = identity.get().key().getAlgorithm();
    return Arrays.stream(keyTypes)
            .anyMatch(type -> type.equals(ours) || type.startsWith(ours + "_"))
        ? ALIAS
        : null;
  }
}
