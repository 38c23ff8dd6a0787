package io.drayage.cli.audit;

import io.drayage.api.client.ControllerClient;
import io.drayage.trust.audit.AuditSource;
import java.io.InputStream;
import java.util.List;

/**
 * A controller's audit log, as it gives it out: whether to believe it is for the reader to find.
 */
record RemoteAudit(ControllerClient client) implements AuditSource {
  @Override
  public List<String> files() {
    return client.auditFiles();
  }

  @Override
  public InputStream open(String file) {
    return client.auditFile(file);
  }

  @Override
  public List<String> heads() {
    return client.auditHeads();
  }
}
