package io.drayage.chaos.host;

import io.drayage.api.ImageView;
import io.drayage.api.client.ControllerClient;
import io.drayage.api.image.Image;
import io.drayage.api.image.ImageException;
import io.drayage.api.image.ImageSource;
import io.drayage.lab.Lab;
import io.drayage.lab.LabStart;
import io.drayage.lab.demo.image.ImageBuildException;
import io.drayage.lab.demo.image.ImageCache;
import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Privileges;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.service.ApiControllerAccess;
import io.drayage.lab.service.JavaCommand;
import io.drayage.lab.service.JavaRuntime;
import io.drayage.lab.service.Services;
import io.drayage.lab.spec.ControllerSpec;
import io.drayage.lab.spec.HostSpec;
import io.drayage.lab.spec.LabSpec;
import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A controller and two hosts that things happen to. One thread; closing it takes the lab down. */
public final class ChaosLab implements AutoCloseable {
  /** The lab's name unless the user gives another; others may be up beside it. */
  public static final String NAME = "chaos";

  /** The links' bandwidth while nothing is wrong with them: a copy is to last a while. */
  public static final Bandwidth USUAL = Bandwidth.parse("300Mbit");

  private static final DataSize MEMORY = DataSize.parse("4GiB");

  private final Lab lab;
  private final ControllerClient client;

  private ChaosLab(Lab lab) {
    this.lab = lab;
    this.client = ControllerClient.of(lab.context());
  }

  /**
   * Brings the lab up with one image; a lab that an earlier run left behind is taken down first.
   *
   * @param name the lab's name
   * @param cache where built images are kept
   * @throws LabException when it cannot be brought up
   */
  public static ChaosLab up(String name, Path cache, ImageRecipe recipe, Progress progress) {
    Privileges.requireRoot("dray chaos");
    takeDown(name);
    Path root = CachedRoot.ensure(JavaRuntime.isBorrowed(), progress);
    Path tar = build(cache, recipe, root);
    JavaCommand java = JavaCommand.ofThisProcess(root);
    var services = new Services(java, ApiControllerAccess::connect);
    var spec =
        new LabSpec(
            new ControllerSpec("controller", DataSize.parse("1GiB"), USUAL),
            List.of(
                new HostSpec("chaos-a", "gcp", "europe-southwest1", "ES", MEMORY, USUAL),
                new HostSpec("chaos-b", "aws", "eu-central-1", "DE", MEMORY, USUAL)));
    var chaos = new ChaosLab(new LabStart(root, java.shared(), services, progress).up(name, spec));
    chaos.importImage(recipe.name(), tar);
    return chaos;
  }

  private static Path build(Path cache, ImageRecipe recipe, Path root) {
    try {
      return new ImageCache(cache).tar(recipe, root, (_, _) -> {});
    } catch (IOException | ImageBuildException e) {
      throw new LabException("the image cannot be built: " + e.getMessage(), e);
    }
  }

  private void importImage(String name, Path tar) {
    try (Image image = ImageSource.open(tar)) {
      ImageView _ = client.importImage(name, image);
    } catch (IOException | ImageException e) {
      throw new LabException("the image cannot be imported: " + e.getMessage(), e);
    }
  }

  /** Both hosts; containers start on the first. */
  public List<LabHost> hosts() {
    return List.of(lab.host("chaos-a"), lab.host("chaos-b"));
  }

  /** The host that runs the controller. */
  public LabHost controller() {
    return lab.controller();
  }

  /** The controller's API. */
  public ControllerClient client() {
    return client;
  }

  /** Gives both hosts' links a bandwidth. */
  public void shape(Bandwidth bandwidth) {
    hosts().forEach(host -> lab.reshape(host.name(), Optional.of(bandwidth)));
  }

  /** Changes something on the router, by what follows {@code ip}. */
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
