package io.drayage.transfer.memory;

import io.drayage.platform.foreign.Descriptors;
import io.drayage.platform.foreign.UnixSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The service manager's descriptor store: systemd's, or in a lab that of keep-descriptors.pl
 * (sources: sd_notify(3), sd_listen_fds(3), FileDescriptorStoreMax= in systemd.service(5)).
 *
 * <p>A descriptor on its way in the manager's socket is held by the kernel, so that it reaches the
 * manager although this process may be killed right after.
 */
public final class SystemdDescriptorStore implements DescriptorKeeper {
  private static final int FIRST = 3;

  private final String socket;
  private final Map<String, Integer> kept;

  private SystemdDescriptorStore(String socket, Map<String, Integer> kept) {
    this.socket = socket;
    this.kept = Map.copyOf(kept);
  }

  /**
   * The store of the manager that started this process; empty when none did. To be called once.
   *
   * @param environment this process's environment
   */
  public static Optional<SystemdDescriptorStore> of(Map<String, String> environment)
      throws IOException {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (socket.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Integer> kept = new TreeMap<>();
    String own = Long.toString(ProcessHandle.current().pid());
    if (environment.getOrDefault("LISTEN_PID", "").equals(own)) {
      int count = Integer.parseInt(environment.getOrDefault("LISTEN_FDS", "0"));
      List<String> names = List.of(environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1));
      for (int i = 0; i < count; i++) {
        Descriptors.closeOnExec(FIRST + i);
        kept.put(i < names.size() ? names.get(i) : "unknown-" + i, FIRST + i);
      }
    }
    return Optional.of(new SystemdDescriptorStore(socket, kept));
  }

  @Override
  public void keep(String name, int fd) throws IOException {
    // FDPOLL=0: the manager must not drop it for what polling it says.
    try (UnixSocket manager = UnixSocket.datagram(socket)) {
      manager.sendDescriptor(message("FDSTORE=1\nFDPOLL=0\nFDNAME=" + name), fd);
    }
  }

  @Override
  public void forget(String name) throws IOException {
    try (UnixSocket manager = UnixSocket.datagram(socket)) {
      manager.send(message("FDSTOREREMOVE=1\nFDNAME=" + name));
    }
  }

  @Override
  public Map<String, Integer> kept() {
    return kept;
  }

  private static ByteBuffer message(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
