package io.drayage.cli.policy;

import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.keystore.CertificatePem;
import io.drayage.trust.policy.ContainerEvidence;
import io.drayage.trust.policy.HostEvidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evidence from files. What no TLS session or container is there to compare with is taken from the
 * certificate itself, and that is noted. Used once, by one thread.
 */
final class EvidenceFiles {
  private static final KeyFingerprint NO_KEY = new KeyFingerprint("0".repeat(64));

  private final List<String> unchecked = new ArrayList<>();

  /** What was taken from the certificates themselves, in words. */
  List<String> unchecked() {
    return unchecked;
  }

  HostEvidence host(String role, Path file, Optional<Path> tls) {
    Credential credential = Credential.parse(read(file));
    String name = nameOf(file);
    if (tls.isPresent()) {
      X509Certificate certificate = CertificatePem.decode(read(tls.get())).getFirst();
      return HostEvidence.of(name, certificate, Optional.of(credential));
    }
    if (!(credential.certificate().holder() instanceof Holder.Key(KeyFingerprint key))) {
      return new HostEvidence(name, NO_KEY, Optional.empty(), Optional.of(credential));
    }
    unchecked.add(
        "that the %s is the host of its certificate: give --%s-certificate FILE"
            .formatted(role, role.equals("source") ? "source" : "host"));
    return new HostEvidence(name, key, Optional.empty(), Optional.of(credential));
  }

  ContainerEvidence container(
      Optional<String> name, Optional<String> image, Optional<Path> regulation) {
    Optional<Credential> credential = regulation.map(file -> Credential.parse(read(file)));
    String called = name.or(() -> regulation.map(EvidenceFiles::nameOf)).orElse("(unnamed)");
    ContainerBinding.Digest binding;
    if (name.isPresent() && image.isPresent()) {
      binding = new ContainerBinding(name.get(), image.get()).digest();
    } else if (credential.isPresent()
        && credential.get().certificate().holder() instanceof Holder.Container(var digest)) {
      unchecked.add("that the Regulation is this container's: give --container and --image");
      binding = digest;
    } else {
      binding = new ContainerBinding.Digest("0".repeat(64));
    }
    return new ContainerEvidence(called, binding, credential.isPresent(), credential);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > Credential.MOST_CHARACTERS) {
        throw new CommandException(ExitCode.USAGE, file + ": too large; give a certificate");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new CommandException(ExitCode.USAGE, file + ": no such file; name one that is there");
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, file + ": " + e.getMessage() + "; name another file");
    }
  }
}
