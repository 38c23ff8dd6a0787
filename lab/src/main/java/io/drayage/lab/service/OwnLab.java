package io.drayage.lab.service;

import io.drayage.api.ImageView;
import io.drayage.api.client.ControllerClient;
import io.drayage.api.image.Image;
import io.drayage.api.image.ImageException;
import io.drayage.api.image.ImageSource;
import io.drayage.lab.Lab;
import io.drayage.lab.LabStart;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Privileges;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.spec.LabSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A lab that one program brings up for itself, with a controller and agents. One thread; closing it
 * takes the lab down.
 */
public final class OwnLab implements AutoCloseable {
  private final Lab lab;
  private final Path root;
  private final ControllerClient client;

  private OwnLab(Lab lab, Path root) {
    this.lab = lab;
    this.root = root;
    this.client = ControllerClient.of(lab.context());
  }

  /**
   * Brings a lab up; one of that name that an earlier run left behind is taken down first.
   *
   * @param program what needs it, for a message
   * @throws LabException when it cannot be brought up
   */
  public static OwnLab up(String program, String name, LabSpec spec, Progress progress) {
    Privileges.requireRoot(program);
    takeDown(name);
    Path root = CachedRoot.ensure(JavaRuntime.isBorrowed(), progress);
    JavaCommand java = JavaCommand.ofThisProcess(root);
    var services = new Services(java, ApiControllerAccess::connect);
    return new OwnLab(new LabStart(root, java.shared(), services, progress).up(name, spec), root);
  }

  /** The lab itself. */
  public Lab lab() {
    return lab;
  }

  /** The root file system that its hosts share. */
  public Path root() {
    return root;
  }

  /** The controller's API. */
  public ControllerClient client() {
    return client;
  }

  /**
   * Gives an image to Drayage.
   *
   * @throws LabException when it is refused or cannot be read
   */
  public void importImage(String name, Path tar) {
    try (Image image = ImageSource.open(tar)) {
      ImageView _ = client.importImage(name, image);
    } catch (IOException | ImageException e) {
      throw new LabException(
          "cannot import the image of %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** Changes something on the router, by what follows {@code ip} (ip(8)). */
  public void onRouter(String change) {
    LabHost router = lab.router().orElseThrow(() -> new LabException("the lab's router is gone"));
    Commands.ipInNetworkOf(router.init(), change);
  }

  @Override
  public void close() {
    client.close();
    takeDown(lab.name());
  }

  /** Takes a lab down, whatever is left of it. */
  public static void takeDown(String name) {
    if (Lab.names().contains(name)) {
      boolean _ = Lab.down(name);
    }
  }
}
