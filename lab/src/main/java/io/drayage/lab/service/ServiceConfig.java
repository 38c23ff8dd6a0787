package io.drayage.lab.service;

import io.drayage.lab.Lab;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.spec.HostSpec;
import java.security.SecureRandom;
import java.util.Base64;

/** The configuration files of a lab's controller and agents, and where they lie in their hosts. */
final class ServiceConfig {
  static final String CONTROLLER_FILE = ServiceFiles.CONTROLLER_FILE;
  static final String AGENT_FILE = ServiceFiles.AGENT_FILE;
  static final String CREDENTIAL = ServiceFiles.CREDENTIAL;
  static final String TOKEN = "/run/drayage/enrolment-token";
  static final String CONTEXT = "/run/drayage/context.json";

  private static final int GRPC_PORT = 7443;
  private static final int REST_PORT = 7444;
  private static final int CREDENTIAL_BYTES = 32;

  private ServiceConfig() {}

  static String controller(Lab lab, LabHost host) {
    return """
    data: /var/lib/drayage
    credential: %s
    grpc:
      address: %s
      port: %d
    rest:
      address: %s
      port: %d
    containers:
      subnet: %s
    router: /run/drayage/router.netns
    """
            .formatted(
                CREDENTIAL,
                host.address(),
                GRPC_PORT,
                host.address(),
                REST_PORT,
                lab.subnet().containers())
        + NameService.controllerKeys(lab);
  }

  static String agent(Lab lab, HostSpec spec, LabHost host) {
    return """
    name: %s
    cloud: %s
    region: %s
    country: "%s"
    address: %s
    memory: %s
    controller:
      address: %s
      port: %d
    data: /var/lib/drayage
    run: /run/drayage
    credential: %s
    tokenFile: %s
    cgroupParent: %s
    gateway:
      tcp: [5432, 6379]
    """
        .formatted(
            spec.name(),
            spec.cloud(),
            spec.region(),
            spec.country(),
            host.address(),
            spec.memory(),
            lab.controller().address(),
            GRPC_PORT,
            CREDENTIAL,
            TOKEN,
            host.cgroupParent());
  }

  /** What a host's secrets at rest are encrypted with: it lies in memory only. */
  static String newCredential() {
    byte[] bytes = new byte[CREDENTIAL_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes) + "\n";
  }
}
