package io.drayage.trust.policy;

import io.drayage.platform.config.ConfigFile;
import io.drayage.platform.config.Default;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryGroups;
import io.drayage.trust.country.CountryList;
import io.drayage.trust.keystore.CertificatePem;
import io.drayage.trust.policy.TrustedIssuer.Attests;
import io.drayage.trust.revocation.RevocationLists;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The operator's policy as a YAML file; docs/policy.md explains each key. Paths in it are relative
 * to the file.
 *
 * @param authorities whom to trust
 * @param targets the URIs by which certificates' targets mean this controller
 * @param oldestList how old a revocation list may be
 * @param longestValidity no certificate that holds for longer is accepted
 * @param unregulated where a container without a Regulation may go besides its own country: country
 *     codes and names of groups
 * @param external the organisation's own policy, which is asked when all else allows a move
 */
public record PolicyFile(
    List<Authority> authorities,
    @Default("[]") List<String> targets,
    @Default("24h") Duration oldestList,
    @Default("2400h") Duration longestValidity,
    @Default("[]") List<String> unregulated,
    Optional<External> external) {
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /**
   * An authority that is trusted.
   *
   * @param name what to call it
   * @param root its root certificate, PEM
   * @param lists its revocation lists, PEM
   * @param attests what it is trusted for
   * @param intermediates how many authorities may stand below its root
   * @param countries in which its hosts may be: codes and names of groups; empty for any
   * @param organisations that it may name; empty for any
   * @param unrevocable the longest that a certificate that cannot be revoked may hold
   */
  public record Authority(
      String name,
      Path root,
      Path lists,
      @Default("[hosts, regulations]") List<Attests> attests,
      @Default("0") int intermediates,
      @Default("[]") List<String> countries,
      @Default("[]") List<String> organisations,
      @Default("0s") Duration unrevocable) {}

  /**
   * A policy that is asked over HTTP, in the shape of Open Policy Agent's data API.
   *
   * @param url where; {@code http} is for this machine's loopback only
   * @param timeout for the whole answer, 10 ms to 30 s
   * @param ca the authorities of its server, PEM; the JDK's own without it
   * @param token file of mode 600 whose first line is the bearer token
   */
  public record External(
      String url, @Default("2s") Duration timeout, Optional<Path> ca, Optional<Path> token) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Pattern LOOPBACK =
        Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** Checks address and time. */
    public External {
      if (!isAcceptable(URI.create(url))) {
        throw new IllegalArgumentException(
            "'%s' is no address for a policy: give https://HOST/PATH, or http:// on 127.0.0.1"
                .formatted(url));
      }
      if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("a time-out must be from 10ms to 30s");
      }
    }

    /** Where it is. */
    public URI address() {
      return URI.create(url);
    }

    private static boolean isAcceptable(URI address) {
      String host = address.getHost();
      String scheme = String.valueOf(address.getScheme());
      return host != null
          && address.getRawUserInfo() == null
          && address.getRawFragment() == null
          && (scheme.equals("https")
              || (scheme.equals("http") && LOOPBACK.matcher(host).matches()));
    }

    private External relativeTo(Path file) {
      return new External(
          url, timeout, ca.map(file::resolveSibling), token.map(file::resolveSibling));
    }
  }

  /** What the file says, with all that it names read. */
  public record Loaded(ProtectionRules rules, RevocationLists lists, Optional<External> external) {}

  /**
   * Reads a policy and the files that it names.
   *
   * @throws io.drayage.platform.config.ConfigException when the file has another form
   * @throws TrustException when a file that it names is missing or damaged
   */
  public static Loaded load(Path file) {
    PolicyFile policy = ConfigFile.read(file, PolicyFile.class);
    CountryGroups groups = CountryGroups.builtIn();
    RevocationLists lists = RevocationLists.NONE;
    for (Authority authority : policy.authorities()) {
      lists = lists.with(RevocationLists.parse(read(file.resolveSibling(authority.lists()))).all());
    }
    return new Loaded(
        new ProtectionRules(
            policy.authorities().stream()
                .map(authority -> authority(file, authority, groups))
                .toList(),
            groups,
            Set.copyOf(policy.targets()),
            policy.oldestList(),
            policy.longestValidity(),
            countries(policy.unregulated(), groups)),
        lists,
        policy.external().map(external -> external.relativeTo(file)));
  }

  /**
   * Countries and groups as an operator writes them.
   *
   * @return empty for an empty list
   * @throws TrustException when one is neither a country nor a known group
   */
  public static Optional<CountryList> countries(List<String> entries, CountryGroups groups) {
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    List<String> named = entries.stream().filter(entry -> groups.find(entry).isPresent()).toList();
    List<CountryCode> single =
        entries.stream().filter(entry -> !named.contains(entry)).map(CountryCode::new).toList();
    return Optional.of(CountryList.of(single, named));
  }

  private static TrustedIssuer authority(Path file, Authority authority, CountryGroups groups) {
    List<X509Certificate> roots =
        CertificatePem.decode(read(file.resolveSibling(authority.root())));
    if (roots.size() != 1) {
      throw new TrustException(
          "The root of '%s' has %d certificates: give a file with one"
              .formatted(authority.name(), roots.size()));
    }
    return new TrustedIssuer(
        authority.name(),
        roots.getFirst(),
        Set.copyOf(authority.attests()),
        authority.intermediates(),
        countries(authority.countries(), groups),
        authority.organisations().stream()
            .map(OrganisationCode::new)
            .collect(Collectors.toUnmodifiableSet()),
        authority.unrevocable());
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new TrustException("Cannot read " + file + ": it is too large");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new TrustException(
          "Cannot read " + file + ": no such file; the policy names it, so put it there", e);
    } catch (IOException e) {
      throw new TrustException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
