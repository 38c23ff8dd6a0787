package io.drayage.chaos.host;

import io.drayage.api.client.ControllerClient;
import io.drayage.lab.demo.image.ImageBuildException;
import io.drayage.lab.demo.image.ImageCache;
import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.service.OwnLab;
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

  /** Where a host keeps its containers' files: a file system of its own, small enough to fill. */
  public static final String DISK = "/var/lib/drayage/containers";

  private static final DataSize MEMORY = DataSize.parse("4GiB");

  private final OwnLab own;

  private ChaosLab(OwnLab own) {
    this.own = own;
  }

  /**
   * Brings the lab up with one image; a lab that an earlier run left behind is taken down first.
   *
   * @param name the lab's name
   * @param cache where built images are kept
   * @throws LabException when it cannot be brought up
   */
  public static ChaosLab up(String name, Path cache, ImageRecipe recipe, Progress progress) {
    var spec =
        new LabSpec(
            new ControllerSpec("controller", DataSize.parse("1GiB"), USUAL),
            List.of(
                new HostSpec("chaos-a", "gcp", "europe-southwest1", "ES", MEMORY, USUAL),
                new HostSpec("chaos-b", "aws", "eu-central-1", "DE", MEMORY, USUAL)));
    OwnLab own = OwnLab.up("dray chaos", name, spec, progress);
    try {
      own.importImage(recipe.name(), new ImageCache(cache).tar(recipe, own.root(), (_, _) -> {}));
    } catch (IOException | ImageBuildException e) {
      own.close();
      throw new LabException("the image cannot be built: " + e.getMessage(), e);
    }
    var lab = new ChaosLab(own);
    lab.hosts().forEach(ChaosLab::giveDisk);
    return lab;
  }

  private static void giveDisk(LabHost host) {
    host.command(
            "sh",
            "-c",
            "mkdir -p $1 && mount -t tmpfs -o size=512m,mode=700 tmpfs $1",
            "disk",
            DISK)
        .runOrThrow();
  }

  /** Both hosts; containers start on the first. */
  public List<LabHost> hosts() {
    return List.of(own.lab().host("chaos-a"), own.lab().host("chaos-b"));
  }

  /** The host that runs the controller. */
  public LabHost controller() {
    return own.lab().controller();
  }

  /** The controller's API. */
  public ControllerClient client() {
    return own.client();
  }

  /** Gives both hosts' links a bandwidth. */
  public void shape(Bandwidth bandwidth) {
    hosts().forEach(host -> own.lab().reshape(host.name(), Optional.of(bandwidth)));
  }

  /** Changes something on the router, by what follows {@code ip}. */
  public void onRouter(String change) {
    own.onRouter(change);
  }

  @Override
  public void close() {
    own.close();
  }
}
