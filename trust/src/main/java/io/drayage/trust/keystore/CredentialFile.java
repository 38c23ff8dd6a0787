package io.drayage.trust.keystore;

import io.drayage.trust.TrustException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * A file that holds one password, as systemd's {@code LoadCredential=} provides it: its first line,
 * readable by its owner alone.
 */
public final class CredentialFile {
  private static final int MAX_BYTES = 4096;
  private static final int RANDOM_BYTES = 32;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private CredentialFile() {}

  /**
   * Reads the password; the array is the caller's, who wipes it after use.
   *
   * @throws TrustException when the file is missing, empty, or open to group or others
   */
  public static char[] read(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new TrustException(
            "Cannot use the credential file " + file + ": others may read it; chmod 600 it");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new TrustException(
            "Cannot use the credential file " + file + ": over 4096 bytes; keep one line in it");
      }
      byte[] bytes = Files.readAllBytes(file);
      try {
        return firstLine(file, bytes);
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
    } catch (NoSuchFileException e) {
      throw new TrustException(
          "Cannot read the credential file " + file + ": no such file; create it with mode 600", e);
    } catch (IOException e) {
      throw new TrustException(
          "Cannot read the credential file " + file + ": " + e.getMessage() + "; check its rights",
          e);
    }
  }

  /** Reads the password, after creating the file with 256 random bits when there is none. */
  public static char[] readOrCreate(Path file) {
    if (!Files.exists(file)) {
      byte[] random = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(random);
      byte[] text = Base64.getUrlEncoder().withoutPadding().encode(random);
      try {
        PrivateFile.create(file, text);
      } catch (FileAlreadyExistsException e) {
        // Another process was first; its password is the one.
        return read(file);
      } catch (IOException e) {
        throw new TrustException(
            "Cannot create the credential file " + file + ": " + e.getMessage(), e);
      } finally {
        Arrays.fill(random, (byte) 0);
        Arrays.fill(text, (byte) 0);
      }
    }
    return read(file);
  }

  private static char[] firstLine(Path file, byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    if (end == 0) {
      throw new TrustException(
          "Cannot use the credential file " + file + ": it is empty; write a password into it");
    }
    CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
    char[] password = Arrays.copyOf(chars.array(), chars.limit());
    Arrays.fill(chars.array(), '\0');
    return password;
  }
}
