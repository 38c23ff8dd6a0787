package io.drayage.lab.demo;

import io.drayage.lab.demo.image.ImageBuildException;
import io.drayage.lab.demo.image.ImageCache;
import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.demo.store.ObjectStore;
import io.drayage.lab.demo.store.StoreAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The experiment: starts the lab, moves the time service and then Redis between two clouds while
 * clients use them, Redis cold and then a second one in another mode, and checks that nothing was
 * lost; then a policy refuses a move, allows one and breaks one off. It runs on its caller's
 * thread; the lab stays up until {@link DemoLab#down()}.
 */
public final class Demo {

  private static final int STORE_PORT = 9000;

  private final DemoLab lab;
  private final DemoSettings settings;
  private final DemoProgress progress;
  private final Clock clock;

  /** Uses {@code lab}, which need not be up. */
  public Demo(DemoLab lab, DemoSettings settings, DemoProgress progress, Clock clock) {
    this.lab = lab;
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Runs the experiment once.
   *
   * @throws DemoException when it cannot be carried out; a loss is no exception but a failed check
   */
  public DemoReport run() throws InterruptedException {
    if (!settings.objectStore().installed()) {
      throw new DemoException(
          "the object store's jars are not in "
              + settings.objectStore().libraries()
              + ": build Drayage again");
    }
    progress.begin("Starting the lab");
    DemoCluster cluster = lab.up(progress);
    progress.done("");
    importImage(cluster, WorkloadImages.timeService());
    importImage(cluster, WorkloadImages.redis());
    StoreAccess store = startObjectStore();
    MoveReport timeService =
        new TimeServiceMove(cluster, settings, progress, clock, store).carryOut();
    MoveReport redis = redis(cluster, "redis", DemoSettings.COLD);
    List<MoveReport> moves = new ArrayList<>(List.of(timeService, redis));
    if (!settings.mode().equals(DemoSettings.COLD)) {
      moves.add(redis(cluster, "redis-live", settings.mode()));
    }
    return new DemoReport(moves, law(cluster));
  }

  private List<Check> law(DemoCluster cluster) throws InterruptedException {
    progress.begin("Giving the lab a policy");
    DemoLaw law = lab.law(clock);
    progress.done("each host's country is attested");
    return new LawAct(cluster, law, settings, progress, clock).carryOut();
  }

  private MoveReport redis(DemoCluster cluster, String name, String mode)
      throws InterruptedException {
    return new RedisMove(cluster, settings, progress, clock, name, mode).carryOut();
  }

  private void importImage(DemoCluster cluster, ImageRecipe recipe) throws InterruptedException {
    progress.begin("Importing the image " + recipe.name());
    try {
      Path tar =
          new ImageCache(settings.imageCache())
              .tar(
                  recipe,
                  lab.root(),
                  (done, total) ->
                      progress.detail(String.format(Locale.ROOT, "%d of %d files", done, total)));
      progress.detail("importing");
      cluster.importImage(recipe.name(), tar);
    } catch (ImageBuildException e) {
      throw new DemoException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new DemoException(
          "cannot build the image " + recipe.name() + " in " + settings.imageCache() + ": " + e, e);
    }
    progress.done("");
  }

  private StoreAccess startObjectStore() throws InterruptedException {
    String host = settings.storeHost();
    progress.begin("Starting the object store on " + host);
    var address = new InetSocketAddress(InetAddress.ofLiteral(lab.address(host)), STORE_PORT);
    try {
      StoreAccess access =
          ObjectStore.start(settings.objectStore(), lab.storeHost(host), address, clock);
      progress.done(access.endpoint().toString());
      return access;
    } catch (IOException e) {
      throw new DemoException("cannot start the object store: " + e.getMessage(), e);
    }
  }
}
