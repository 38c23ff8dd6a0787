package io.drayage.cli.audit;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.trust.audit.AuditDirectory;
import io.drayage.trust.audit.AuditSource;
import io.drayage.trust.keystore.CertificatePem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which audit log: a controller's, or a directory's without any controller. */
final class AuditOption {
  private static final int MOST_BYTES = 1024 * 1024;

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Read the log in this directory, and ask no controller")
  private Optional<Path> directory = Optional.empty();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "The certificate of the controller's authority, PEM (default: that of its context file)")
  private Optional<Path> authority = Optional.empty();

  /** Something done with a log. */
  interface Use<T> {
    T of(AuditSource source) throws IOException;
  }

  Optional<Path> directory() {
    return directory;
  }

  /** A client of the controller; the caller closes it. */
  ControllerClient connect() {
    return cluster.connect();
  }

  <T> T read(Use<T> use) {
    try {
      if (directory.isPresent()) {
        return use.of(new AuditDirectory(directory.get()));
      }
      try (ControllerClient client = connect()) {
        return use.of(new RemoteAudit(client));
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILURE,
          "the audit log cannot be read: %s; check %s"
              .formatted(
                  e.getMessage(),
                  directory.map(Path::toString).orElse("the connection to the controller")));
    }
  }

  /** Whose controllers' signatures count. */
  X509Certificate authority() {
    List<X509Certificate> certificates = CertificatePem.decode(authorityPem());
    if (certificates.size() != 1) {
      throw new CommandException(
          ExitCode.USAGE,
          "the authority's file holds %d certificates: give one".formatted(certificates.size()));
    }
    return certificates.getFirst();
  }

  private String authorityPem() {
    if (authority.isPresent()) {
      return text(authority.get());
    }
    try (ControllerClient client = connect()) {
      return client.authorityPem();
    }
  }

  static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new CommandException(
            ExitCode.USAGE, file + ": too large; name the file that is meant");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "%s: cannot be read; name a text file that is there".formatted(file));
    }
  }
}
