package io.drayage.agent.migration;

import io.drayage.agent.container.ContainerPlace;
import io.drayage.agent.memory.IncomingMemory;
import io.drayage.model.container.ContainerSpec;
import io.drayage.platform.file.PrivateDirectory;
import io.drayage.transfer.files.TreeArchive;
import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.ItemKind;
import io.drayage.transfer.stream.StreamException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Puts what a source sends where the restore will look for it. Owned by the stream's thread. */
final class IncomingItems extends IncomingPages {
  private static final int WRITE_BUFFER = 256 * 1024;

  private final ContainerSpec spec;
  private final ContainerPlace place;
  private final BooleanSupplier awaited;

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
      case TREE -> TreeArchive.unpackInto(tree(name));
      case IMAGE -> new BufferedOutputStream(Files.newOutputStream(image(name)), WRITE_BUFFER);
      case LOG -> new BufferedOutputStream(Files.newOutputStream(place.log()), WRITE_BUFFER);
    };
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
