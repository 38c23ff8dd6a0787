package io.drayage.lab.demo;

import io.drayage.api.client.ControllerClient;
import io.drayage.lab.Lab;
import io.drayage.lab.LabServices;
import io.drayage.lab.LabStart;
import io.drayage.lab.demo.store.StoreHost;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Privileges;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.service.ApiControllerAccess;
import io.drayage.lab.service.JavaCommand;
import io.drayage.lab.service.JavaRuntime;
import io.drayage.lab.service.Services;
import io.drayage.lab.spec.LabFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lab of this machine, of the default form, for the demonstration. One thread. */
public final class MachineLab implements DemoLab {

  private final String name;
  private final List<Path> visible;
  private final Function<JavaCommand, LabServices> services;
  private @Nullable Up up;

  record Up(Lab lab, Path root, JavaCommand java) {}

  /**
   * The lab of a name, with its controller and agents.
   *
   * @param visible directories that its hosts must see besides Drayage itself
   */
  public MachineLab(String name, List<Path> visible) {
    this(name, visible, java -> new Services(java, ApiControllerAccess::connect));
  }

  MachineLab(String name, List<Path> visible, Function<JavaCommand, LabServices> services) {
    this.name = name;
    this.visible = List.copyOf(visible);
    this.services = services;
  }

  @Override
  public DemoCluster up(DemoProgress progress) {
    Up started = start(progress::detail);
    // Closed with this process: the demonstration is its last user.
    return new ControllerCluster(ControllerClient.of(started.lab().context()));
  }

  /** Brings the lab up without a client. */
  Up start(Progress progress) {
    Up started = told(() -> bringUp(progress));
    up = started;
    return started;
  }

  private Up bringUp(Progress progress) {
    Privileges.requireRoot("dray demo");
    Path root = CachedRoot.ensure(JavaRuntime.isBorrowed(), progress);
    JavaCommand java = JavaCommand.ofThisProcess(root);
    Stream<Path> missing =
        visible.stream().filter(path -> java.shared().stream().noneMatch(path::startsWith));
    List<Path> shared = Stream.concat(java.shared().stream(), missing).toList();
    Lab lab =
        new LabStart(root, shared, services.apply(java), progress).up(name, LabFile.readDefault());
    return new Up(lab, root, java);
  }

  @Override
  public void down() {
    // A start that failed has removed all but its logs, which tell why: they stay.
    if (told(Lab::names).contains(name)) {
      boolean _ = told(() -> Lab.down(name));
    }
  }

  @Override
  public Path root() {
    return started().root();
  }

  @Override
  public String address(String host) {
    return told(() -> started().lab().host(host).address());
  }

  @Override
  public StoreHost storeHost(String host) {
    return told(() -> new LabStoreHost(started().lab().host(host), started().java().java()));
  }

  @Override
  public DemoLaw law(Clock clock) throws InterruptedException {
    try {
      return MachineLaw.of(started().lab(), clock);
    } catch (LabException e) {
      throw new DemoException(String.valueOf(e.getMessage()), e);
    }
  }

  private Up started() {
    if (up == null) {
      throw new IllegalStateException("the lab is not up");
    }
    return up;
  }

  private static <T> T told(Supplier<T> action) {
    try {
      return action.get();
    } catch (LabException e) {
      throw new DemoException(String.valueOf(e.getMessage()), e);
    }
  }
}
