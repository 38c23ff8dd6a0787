package io.drayage.trust.keystore;

import io.drayage.trust.TrustException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * An encrypted PKCS#12 file (RFC 7292) that holds one private key and its certificate chain.
 *
 * <p>Key and certificates are encrypted with AES-256 under a key derived from the password (PBES2,
 * HMAC-SHA256). The file has mode 0600 and is written atomically. Passwords belong to the caller,
 * who wipes them.
 */
public final class Pkcs12File {
  private static final String ALIAS = "drayage";

  private Pkcs12File() {}

  /** A private key with its certificate chain, leaf first. */
  public record Entry(PrivateKey key, List<X509Certificate> chain) {
    /** Keeps a copy of the chain. */
    public Entry {
      chain = List.copyOf(chain);
    }
  }

  /**
   * Creates the file; one that exists is never overwritten.
   *
   * @throws TrustException when it exists or cannot be written
   */
  public static void create(Path file, Entry entry, char[] password) {
    try {
      PrivateFile.create(file, encode(entry, password));
    } catch (FileAlreadyExistsException e) {
      throw new TrustException(
          "Cannot create " + file + ": it exists; move it away if its key is no longer needed", e);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Creates the file or replaces what it held.
   *
   * @throws TrustException when it cannot be written
   */
  public static void replace(Path file, Entry entry, char[] password) {
    try {
      PrivateFile.replace(file, encode(entry, password));
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Reads and decrypts the file.
   *
   * @throws TrustException when it is missing, not readable, damaged, or the password is not its
   *     own
   */
  public static Entry read(Path file, char[] password) {
    try {
      return decode(file, Files.readAllBytes(file), password);
    } catch (NoSuchFileException e) {
      throw new TrustException("Cannot open " + file + ": no such file; create or enrol first", e);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new TrustException(
            "Cannot open " + file + ": wrong password or damaged; check the credential file", e);
      }
      throw new TrustException(
          "Cannot open " + file + ": not a readable PKCS#12 file; restore it from a backup", e);
    }
  }

  private static byte[] encode(Entry entry, char[] password) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, entry.key(), password, entry.chain().toArray(Certificate[]::new));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      return bytes.toByteArray();
    } catch (GeneralSecurityException e) {
      throw new TrustException(
          "Cannot encrypt a key: the JDK refused PKCS#12; check its policy", e);
    }
  }

  private static Entry decode(Path file, byte[] content, char[] password) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), password);
      Certificate[] chain = store.getCertificateChain(ALIAS);
      if (chain == null || !(store.getKey(ALIAS, password) instanceof PrivateKey key)) {
        throw new TrustException(
            "Cannot open " + file + ": it holds no Drayage key; restore it from a backup");
      }
      return new Entry(key, Arrays.stream(chain).map(X509Certificate.class::cast).toList());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static TrustException cannotWrite(Path file, IOException e) {
    return new TrustException(
        "Cannot write " + file + ": " + e.getMessage() + "; check the directory and its free space",
        e);
  }
}
