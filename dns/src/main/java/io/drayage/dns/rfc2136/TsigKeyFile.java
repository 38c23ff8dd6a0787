package io.drayage.dns.rfc2136;

import io.drayage.dns.DnsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.utils.base64;

/**
 * A file that holds one TSIG key in the form that {@code tsig-keygen} writes, readable by its owner
 * alone.
 */
final class TsigKeyFile {
  private static final int MAX_BYTES = 4096;
  private static final int LEAST_SECRET_BYTES = 16;
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*key\\s+\"?([^\"\\s{]+)\"?\\s*\\{\\s*algorithm\\s+\"?([A-Za-z0-9-]+)\"?\\s*;"
              + "\\s*secret\\s+\"?([A-Za-z0-9+/=]+)\"?\\s*;\\s*}\\s*;?\\s*");
  private static final Map<String, Name> ALGORITHMS =
      Map.of(
          "hmac-sha224", TSIG.HMAC_SHA224,
          "hmac-sha256", TSIG.HMAC_SHA256,
          "hmac-sha384", TSIG.HMAC_SHA384,
          "hmac-sha512", TSIG.HMAC_SHA512);

  private TsigKeyFile() {}

  /**
   * Reads the key.
   *
   * @throws DnsException when there is none, others may read it, or it has another form
   */
  static TSIG read(Path file) {
    try {
      requirePrivate(file);
      if (Files.size(file) > MAX_BYTES) {
        throw new DnsException("the TSIG key file %s is too large: write one key".formatted(file));
      }
      return parse(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new DnsException(
          "there is no TSIG key file %s: make it with tsig-keygen".formatted(file), e);
    } catch (IOException e) {
      throw new DnsException(
          "the TSIG key file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
    if (rights.stream().anyMatch(right -> !right.name().startsWith("OWNER"))) {
      throw new DnsException(
          "the TSIG key file %s is open to others: chmod 600 it".formatted(file));
    }
  }

  private static TSIG parse(Path file, String text) {
    Matcher key = FORM.matcher(text);
    if (!key.matches()) {
      throw new DnsException(
          "the TSIG key file %s holds no key: write one as tsig-keygen does".formatted(file));
    }
    Name algorithm = ALGORITHMS.get(key.group(2).toLowerCase(Locale.ROOT));
    byte[] secret = base64.fromString(key.group(3));
    if (algorithm == null || secret == null || secret.length < LEAST_SECRET_BYTES) {
      throw new DnsException(
          "the TSIG key of %s is too weak or not valid: make one with tsig-keygen -a hmac-sha256"
              .formatted(file));
    }
    try {
      return new TSIG(algorithm, Name.fromString(key.group(1), Name.root), secret);
    } catch (TextParseException e) {
      throw new DnsException("the TSIG key of %s has a name that is not valid".formatted(file), e);
    }
  }
}
