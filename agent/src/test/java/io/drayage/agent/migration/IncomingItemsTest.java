package io.drayage.agent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.agent.container.ContainerPlace;
import io.drayage.agent.memory.IncomingMemory;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.Volume;
import io.drayage.transfer.memory.DescriptorKeeper;
import io.drayage.transfer.stream.ItemKind;
import io.drayage.transfer.stream.PageRequest;
import io.drayage.transfer.stream.RequestChannel;
import io.drayage.transfer.stream.StreamException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingItemsTest {
  private @TempDir Path directory;
  private ContainerPlace place = new ContainerPlace(Path.of("unset"), Path.of("unset"));
  private final AtomicBoolean awaited = new AtomicBoolean(true);
  private @Nullable IncomingItems opened;

  @BeforeEach
  void places() throws IOException {
    place =
        new ContainerPlace(
            Files.createDirectories(directory.resolve("data/redis")),
            Files.createDirectories(directory.resolve("run/redis")));
    var memory = IncomingMemory.open(place.scratch().resolve("pages"), DescriptorKeeper.none());
    opened = new IncomingItems(spec(), place, memory, 1, awaited::get);
  }

  private IncomingItems items() {
    return Objects.requireNonNull(opened);
  }

  @Test
  void imageLiesWhereTheRestoreLooksForItAndOnlyRootReadsIt() throws IOException {
    try (OutputStream out = items().open(ItemKind.IMAGE, "pages-1.img")) {
      out.write(new byte[] {1, 2, 3});
    }

    assertThat(place.images().resolve("pages-1.img")).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(
            java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(place.images())))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../record.json", "a/b.img", "/etc/passwd", "a\u0000.img", "a\n"})
  void imageOfAHostileNameIsRefused(String name) {
    assertThatThrownBy(() -> items().open(ItemKind.IMAGE, name))
        .isInstanceOf(StreamException.class);
    assertThat(directory.resolve("data/redis/record.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "root", "volume:", "volume:other", "volume:../data", "volume:data/..", "data"})
  void treeThatTheContainerDoesNotHaveIsRefused(String name) {
    assertThatThrownBy(() -> items().open(ItemKind.TREE, name))
        .isInstanceOf(StreamException.class)
        .hasMessage("the container has no tree of that name");
  }

  @Test
  void itemsGiveWayToThoseOfTheNextConnectionOnceTheirOwnHasEnded() throws Exception {
    IncomingItems items = items();
    var hungUp = new CountDownLatch(1);
    items.connected(
        new RequestChannel() {
          @Override
          public void ask(PageRequest request) {}

          @Override
          public void done() {
            hungUp.countDown();
          }
        });
    OutputStream tree = items.open(ItemKind.TREE, TreeName.LAYER);
    var given =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                items.giveWay();
                return true;
              } catch (StreamException e) {
                throw new UncheckedIOException(e);
              }
            },
            work -> Thread.ofVirtual().start(work));

    assertThat(hungUp.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(given).isNotDone();
    items.ended();

    assertThat(given.get(1, TimeUnit.MINUTES)).isTrue();
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                tree.write(new byte[4096]);
              }
            })
        .isInstanceOf(IOException.class);
  }

  private static ContainerSpec spec() {
    return new ContainerSpec(
        "redis",
        "sha256:" + "a".repeat(64),
        List.of(),
        List.of("redis-server"),
        List.of(),
        "/",
        "0:0",
        List.of(new Volume("data", "/data")),
        0,
        "10.96.128.1");
  }

  @Test
  void refusesItemsOnceTheRestoreHasBegun() {
    awaited.set(false);

    assertThatThrownBy(() -> items().open(ItemKind.TREE, "layer"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing more is expected");
  }
}
