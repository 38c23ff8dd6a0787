package io.drayage.lab.law;

import io.drayage.lab.Lab;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.service.ServiceFiles;
import io.drayage.lab.spec.HostSpec;
import io.drayage.platform.retry.Retry;
import io.drayage.trust.attribute.Attributes;
import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryList;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.pca.AuthorityTimes;
import io.drayage.trust.pca.PrivacyAuthority;
import io.drayage.trust.pca.RevocationReason;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A Privacy Certificate Authority for a lab, which its controller obeys: each host's statement says
 * the country of the lab's file. The authority lies in the controller's host, its keys encrypted
 * under a password that is in this object only, and goes with the lab. One thread.
 */
public final class LabPolicy {
  private static final String AUTHORITY = "/run/drayage/pca";
  private static final String POLICY_FILE = "/etc/drayage/policy.yaml";
  private static final String PLACE_FILE = "/etc/drayage/place.pem";
  private static final String POLICY =
      """
      authorities:
        - name: lab
          root: root.pem
          lists: crl.pem
      """;
  private static final TreeSet<OrganisationCode> ORGANISATIONS =
      new TreeSet<>(List.of(new OrganisationCode("lab")));
  private static final Duration VALIDITY = Duration.ofDays(1);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Lab lab;
  private final String password;
  private final PrivacyAuthority authority;
  private final Map<String, String> serials = new HashMap<>();

  private LabPolicy(Lab lab, Clock clock) {
    this.lab = lab;
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    this.password = HexFormat.of().formatHex(random);
    this.authority =
        PrivacyAuthority.create(
            lab.controller().path(AUTHORITY),
            "lab",
            password.toCharArray(),
            AuthorityTimes.DEFAULT,
            clock);
  }

  /**
   * Makes the authority, says where each host stands, and starts controller and agents again, which
   * take some seconds until they are connected.
   *
   * @throws LabException when a host has no identity, or a file cannot be written
   */
  public static LabPolicy establish(Lab lab, Clock clock) throws InterruptedException {
    LabPolicy policy = new LabPolicy(lab, clock);
    LabHost controller = lab.controller();
    try {
      controller.write("/etc/drayage/root.pem", Files.readString(policy.authority.rootFile()));
      policy.publish();
      controller.write(POLICY_FILE, POLICY);
      append(controller, ServiceFiles.CONTROLLER_FILE, "policy: " + POLICY_FILE);
      // The controller ends first: an agent that is up afterwards has told it its statement.
      controller.signal("controller", "KILL");
      Retry.within(LIMIT)
          .pausing(PAUSE, PAUSE)
          .when(IOException.class::isInstance)
          .call(clock, () -> requireEnded(controller));
      for (HostSpec spec : lab.spec().hosts()) {
        policy.attest(spec);
      }
    } catch (IOException e) {
      throw new LabException("cannot give the lab a policy: " + e.getMessage(), e);
    }
    controller.restart("controller");
    return policy;
  }

  /**
   * A container's Regulation: the European Union's countries only.
   *
   * @param image the image's id
   * @return the certificate, PEM
   */
  public String europeanUnionOnly(String container, String image) {
    return issue(
            container,
            new Holder.Container(new ContainerBinding(container, image).digest()),
            new Regulation(CountryList.of(List.of(), List.of("EU")), ORGANISATIONS))
        .credential()
        .pem();
  }

  /** Takes a host's statement back: the controller reads the new list at its next decision. */
  public void revoke(String host) {
    var _ =
        authority.revoke(
            serials.getOrDefault(host, ""),
            RevocationReason.AFFILIATION_CHANGED,
            password.toCharArray());
    try {
      publish();
    } catch (IOException e) {
      throw new LabException("cannot publish the revocation list: " + e.getMessage(), e);
    }
  }

  private void attest(HostSpec spec) throws IOException {
    LabHost host = lab.host(spec.name());
    char[] credential = Files.readString(host.path(ServiceFiles.CREDENTIAL)).strip().toCharArray();
    Identity identity = Identity.load(host.path("/var/lib/drayage/identity.p12"), credential);
    PrivacyAuthority.Issued issued =
        issue(
            spec.name(),
            new Holder.Key(KeyFingerprint.of(identity.certificate())),
            new HostPlace(new CountryCode(spec.country()), ORGANISATIONS));
    serials.put(spec.name(), issued.entry().serial());
    host.write(PLACE_FILE, issued.credential().pem());
    append(host, ServiceFiles.AGENT_FILE, "place: " + PLACE_FILE);
    host.signal("agent", "KILL");
    host.restart("agent");
  }

  private PrivacyAuthority.Issued issue(String name, Holder holder, Attributes attributes) {
    return authority.issue(
        new PrivacyAuthority.Request(name, holder, attributes, VALIDITY, Optional.empty()),
        password.toCharArray());
  }

  /** By renaming, so that whoever reads the lists meanwhile finds the old ones or the new ones. */
  private void publish() throws IOException {
    LabHost controller = lab.controller();
    controller.write("/etc/drayage/crl.new", Files.readString(authority.listsFile()));
    controller.command("mv", "/etc/drayage/crl.new", "/etc/drayage/crl.pem").runOrThrow();
  }

  private static boolean requireEnded(LabHost controller) throws IOException {
    if (controller.isRunning("controller")) {
      throw new IOException("the controller does not end");
    }
    return true;
  }

  private static void append(LabHost host, String file, String line) throws IOException {
    host.write(file, Files.readString(host.path(file)) + line + "\n");
  }
}
