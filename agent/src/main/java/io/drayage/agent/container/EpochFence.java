package io.drayage.agent.container;

import io.drayage.model.Names;
import io.drayage.platform.file.DurableFile;
import io.drayage.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this host remembers of the claims on each container, whether or not the container is still
 * here: a command of an earlier claim, or one that comes after its claim was undone here, is
 * refused. One file for each container, on disk before anything is carried out. Called by the
 * thread that holds the container's lock.
 */
public final class EpochFence {
  /**
   * What is remembered of a container.
   *
   * @param seen the highest epoch of any command
   * @param closed the highest epoch that was undone or released here; of it nothing else is carried
   *     out any more
   * @param migration whose epoch was closed; empty for none
   */
  public record Mark(long seen, long closed, String migration) {}

  private static final Mark NONE = new Mark(0, 0, "");

  private final Path directory;

  /**
   * Fences below a directory.
   *
   * @param data on disk
   */
  public EpochFence(Path data) {
    this.directory = data.resolve("epochs");
  }

  /**
   * Lets a step pass that may act for the migration.
   *
   * @throws IllegalStateException when a higher epoch was seen, or this one was undone here
   */
  public void admit(String container, long epoch) {
    Mark mark = admitSeen(container, epoch);
    if (epoch <= mark.closed()) {
      throw new IllegalStateException(
          "epoch %d of container %s was undone on this host: start the move again"
              .formatted(epoch, container));
    }
  }

  /**
   * Lets a step pass that only takes back or lets go.
   *
   * @throws IllegalStateException when a higher epoch was seen
   */
  public void admitEnd(String container, long epoch) {
    admitSeen(container, epoch);
  }

  /** Refuses from now on every step of this epoch but those of {@link #admitEnd}. */
  public void close(String container, long epoch, String migration) {
    Mark mark = find(container);
    if (mark.closed() < epoch) {
      put(container, new Mark(Math.max(mark.seen(), epoch), epoch, migration));
    }
  }

  /** What is remembered; zeros when there is nothing. */
  public Mark find(String container) {
    Path file = file(container);
    try {
      return Json.readIfThere(file, Mark.class).orElse(NONE);
    } catch (IOException e) {
      throw new UncheckedIOException("epochs in %s cannot be read".formatted(file), e);
    }
  }

  private Mark admitSeen(String container, long epoch) {
    Mark mark = find(container);
    if (epoch < mark.seen()) {
      throw new IllegalStateException(
          "epoch %d is over: this host has seen epoch %d".formatted(epoch, mark.seen()));
    }
    if (epoch > mark.seen()) {
      put(container, new Mark(epoch, mark.closed(), mark.migration()));
    }
    return mark;
  }

  private void put(String container, Mark mark) {
    Path file = file(container);
    try {
      Files.createDirectories(directory);
      DurableFile.replace(file, Json.write(mark));
    } catch (IOException e) {
      throw new UncheckedIOException("epochs in %s cannot be written".formatted(file), e);
    }
  }

  private Path file(String container) {
    return directory.resolve(Names.require("container", container) + ".json");
  }
}
