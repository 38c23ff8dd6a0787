package io.drayage.controller.access;

import io.drayage.api.ContextFile;
import io.drayage.platform.json.Json;
import io.drayage.trust.token.AdminToken;
import io.drayage.trust.token.AdminTokenHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The administrator, known by a bearer token of which only the hash is on disk. The token itself
 * lies in the context file, in memory; when that is gone, a new token takes its place.
 */
public final class Administrator {
  private final AdminTokenHash hash;

  private Administrator(AdminTokenHash hash) {
    this.hash = hash;
  }

  /**
   * Knows the administrator whose context file is there, or makes a new one.
   *
   * @param data directory on disk
   * @param file the context file, in memory
   * @param url of the REST interface
   * @param authorityPem what the client is to trust
   */
  public static Administrator open(Path data, Path file, String url, String authorityPem) {
    Path hashFile = data.resolve("admin-token.sha256");
    try {
      if (Files.exists(file) && Files.exists(hashFile)) {
        return new Administrator(new AdminTokenHash(Files.readString(hashFile).strip()));
      }
      AdminToken token = AdminToken.generate();
      write(hashFile, token.hash().hex());
      write(file, Json.write(new ContextFile(url, token.text(), authorityPem)));
      return new Administrator(token.hash());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the administrator's context %s cannot be written".formatted(file), e);
    }
  }

  /** Whether an Authorization header is the administrator's; takes the same time for every text. */
  public boolean authorizes(String header) {
    String scheme = "Bearer ";
    return header.startsWith(scheme) && hash.matches(header.substring(scheme.length()));
  }

  private static void write(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    Files.createFile(
        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
