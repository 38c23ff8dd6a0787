package io.drayage.controller.app;

import io.drayage.application.Service;
import java.util.Optional;

/** Whether a replica of a service may be on a host. */
interface Law {
  /** Why not, in one line; empty when it may. */
  Optional<String> refusal(Service service, int replica, String host);
}
