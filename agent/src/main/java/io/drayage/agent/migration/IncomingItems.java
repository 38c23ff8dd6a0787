package io.drayage.agent.migration;

import io.drayage.agent.container.ContainerPlace;
import io.drayage.agent.memory.IncomingMemory;
import io.drayage.model.container.ContainerSpec;
import io.drayage.platform.file.PrivateDirectory;
import io.drayage.transfer.files.TreeArchive;
import io.drayage.transfer.files.Unpacking;
import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.ItemKind;
import io.drayage.transfer.stream.RequestChannel;
import io.drayage.transfer.stream.StreamException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Puts what a source sends where the restore will look for it. Owned by the stream's thread. */
final class IncomingItems extends IncomingPages {
  private static final int WRITE_BUFFER = 256 * 1024;
  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  private final ContainerSpec spec;
  private final ContainerPlace place;
  private final BooleanSupplier awaited;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Optional<RequestChannel> connection = Optional.empty();
  private volatile boolean givenWay;
  private Optional<Unpacking> unpacking = Optional.empty();

  /**
   * A store for one container.
   *
   * @param copy the number of the copy that the stream belongs to
   * @param awaited whether items are still welcome: once the restore begins, a source that goes on
   *     sending must not write below a container that runs
   */
  IncomingItems(
      ContainerSpec spec,
      ContainerPlace place,
      IncomingMemory memory,
      long copy,
      BooleanSupplier awaited) {
    super(memory, copy);
    this.awaited = awaited;
    this.spec = spec;
    this.place = place;
  }

  @Override
  public void stale(PageRun run) throws IOException {
    memory.stale(copy, run);
  }

  @Override
  public OutputStream open(ItemKind kind, String name) throws IOException {
    if (!awaited.getAsBoolean()) {
      throw new StreamException("nothing more is expected for the container");
    }
    return switch (kind) {
      case TREE -> unpack(tree(name));
      case IMAGE -> new BufferedOutputStream(Files.newOutputStream(image(name)), WRITE_BUFFER);
      case LOG -> new BufferedOutputStream(Files.newOutputStream(place.log()), WRITE_BUFFER);
    };
  }

  private OutputStream unpack(Path tree) throws IOException {
    Unpacking begun = TreeArchive.unpackInto(tree);
    unpacking = Optional.of(begun);
    return begun;
  }

  @Override
  public void connected(RequestChannel sender) {
    super.connected(sender);
    connection = Optional.of(sender);
    if (givenWay) {
      sender.done();
    }
  }

  @Override
  public void ended() {
    unpacking.ifPresent(Unpacking::abandon);
    over.countDown();
  }

  /**
   * Ends the connection, and waits until nothing of it is stored any more; called by the thread of
   * the one that follows.
   */
  void giveWay() throws StreamException {
    givenWay = true;
    connection.ifPresent(RequestChannel::done);
    try {
      if (!over.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        throw new StreamException("the connection before this one does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamException("interrupted");
    }
  }

  private Path tree(String name) throws IOException {
    if (name.equals(TreeName.LAYER)) {
      return place.writableLayer();
    }
    if (TreeName.isVolume(name)
        && spec.volumes().stream().anyMatch(v -> v.name().equals(TreeName.volume(name)))) {
      return place.volume(TreeName.volume(name));
    }
    throw new StreamException("the container has no tree of that name");
  }

  private Path image(String name) throws IOException {
    if (!CheckpointImages.isValidName(name)) {
      throw new StreamException("an image has a name that is not allowed");
    }
    return PrivateDirectory.ensure(place.images()).resolve(name);
  }
}
