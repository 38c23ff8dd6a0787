package io.drayage.agent.migration;

import io.drayage.agent.container.ContainerPlace;
import io.drayage.agent.container.ContainerRecord;
import io.drayage.agent.container.ContainerRecord.Standing;
import io.drayage.agent.container.Containers;
import io.drayage.agent.memory.CopyStream;
import io.drayage.agent.memory.Decision;
import io.drayage.agent.memory.HostTracking;
import io.drayage.agent.memory.OutgoingMemory;
import io.drayage.agent.memory.PageExport;
import io.drayage.agent.memory.RoundNews;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.Volume;
import io.drayage.runtime.Workload;
import io.drayage.transfer.files.TreeArchive;
import io.drayage.transfer.page.TaskMemory;
import io.drayage.transfer.stream.ItemKind;
import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.StreamHeader;
import io.drayage.transfer.track.Pause;
import io.drayage.transfer.track.Trackers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a migration on the host that the container leaves. Each is called by the thread that
 * holds the container's lock, and may be repeated.
 */
public final class SourceSide {
  private static final Logger LOG = LoggerFactory.getLogger(SourceSide.class);
  private static final int READ_BUFFER = 256 * 1024;

  private final Containers containers;
  private final StreamConnector connector;
  private final MovePermits permits;
  private final HostTracking tracking;
  private final Clock clock;
  private final NotedExports exports;
  private final Map<String, PageExport> exported = new ConcurrentHashMap<>();
  private final Map<String, Outgoing> moves = new ConcurrentHashMap<>();
  private final Map<String, ReadyFreeze> ready = new ConcurrentHashMap<>();

  /** Steps on this host's containers. */
  public SourceSide(
      Containers containers,
      StreamConnector connector,
      MovePermits permits,
      HostTracking tracking,
      Clock clock) {
    this.permits = permits;
    this.clock = clock;
    this.tracking = tracking;
    this.exports = new NotedExports(containers.records());
    this.containers = containers;
    this.connector = connector;
  }

  /** Goes on offering the pages of frozen containers that this process's predecessor offered. */
  public void resume() {
    for (ContainerRecord record : containers.records().all()) {
      String name = record.spec().name();
      if (record.standing() == Standing.FROZEN) {
        var header = StreamHeader.ofFrozen(record.migration(), record.epoch(), name);
        var claim = new Claim(record.migration(), record.epoch());
        exports
            .find(name)
            .ifPresent(to ->
                offer(
                    containers.workload(record.spec()),
                    Optional.empty(),
                    () ->
                        connector.connect(
                            to.destination(),
                            to.socketAddress(),
                            header,
                            peer ->
                                permits.requireSendOn(to.permit(), claim, record.spec(), peer))));
      }
    }
  }

  /** Offers a frozen container's pages until {@link #close}. */
  private void offer(
      Workload workload, Optional<OutgoingStream> first, PageExport.Connector connect) {
    var export =
        new PageExport(workload.name(), first, connect, () -> containers.runtime().tasks(workload));
    exported.put(workload.name(), export);
    export.start();
  }

  /**
   * Sends the writable layer, the volumes, and the memory as far as the mode says so, while the
   * container runs.
   */
  public Measured copy(
      Claim claim, ContainerRecord record, CopyOrder order, StepProgress progress) {
    ContainerSpec spec = record.spec();
    containers.records().put(record.as(Standing.OWNED, claim.epoch(), claim.migration()));
    forgetRounds(spec);
    close(spec.name());
    try {
      var header = StreamHeader.ofNextCopy(claim.migration(), claim.epoch(), spec.name());
      PageExport.Connector target =
          target(order, header, peer -> permits.requireSend(order.permit(), claim, spec, peer));
      PageExport.Connector later =
          target(order, header, peer -> permits.requireSendOn(order.permit(), claim, spec, peer));
      CopyStream stream = CopyStream.open(target, clock);
      var memory =
          new OutgoingMemory(
              stream,
              order.mode(),
              () -> containers.runtime().tasks(containers.workload(spec)),
              tasks -> Trackers.open(tracking.choice().kind(), tasks, pause(spec)),
              share -> throttle(spec, share));
      moves.put(spec.name(), new Outgoing(stream, memory, order, later));
      copyTrees(spec, stream, progress);
      Decision decision =
          memory.copy(
              order.limits(),
              news -> {
                progress.round(news, stream.bytesSent());
                logRound(spec.name(), news);
              });
      if (decision.rounds() > 0) {
        // What the container wrote to files meanwhile would else wait for the freeze.
        copyTrees(spec, stream, progress);
      }
      ready.put(spec.name(), ReadyFreeze.of(containers, spec));
      return Measured.copied(stream.bytesSent(), decision, memory.pagesSent());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "files and memory of %s could not be sent to %s (%s): see to its agent, link and room, then start the move again"
              .formatted(spec.name(), order.destination(), e.getMessage()),
          e);
    }
  }

  private PageExport.Connector target(
      CopyOrder order, StreamHeader header, Consumer<X509Certificate> approval) {
    return () -> {
      var opened = connector.connect(order.destination(), order.address(), header, approval);
      opened.limit(order.limits().bytesPerSecond());
      return opened;
    };
  }

  private void logRound(String container, RoundNews news) {
    if (news.complete()) {
      LOG.info(
          "Round {} of {} sent {} pages, found by {}",
          news.number(),
          container,
          news.pages(),
          tracking.choice().kind().word());
    }
  }

  /** Cuts the container off, freezes and dumps it, and sends all that has to be there at once. */
  public Measured freeze(Claim claim, ContainerRecord record, StepProgress progress) {
    ContainerSpec spec = record.spec();
    Outgoing move = moves.get(spec.name());
    if (move == null) {
      throw new IllegalStateException(
          "no stream to the destination is open for %s: start the move again"
              .formatted(spec.name()));
    }
    containers.records().put(record.as(Standing.FROZEN, claim.epoch(), claim.migration()));
    ReadyFreeze found = ready.remove(spec.name());
    try (ReadyFreeze prepared = found == null ? ReadyFreeze.of(containers, spec) : found) {
      return freeze(spec, move, prepared, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint of %s could not be sent (%s): see to the destination's agent, link and room, then start the move again"
              .formatted(spec.name(), e.getMessage()),
          e);
    }
  }

  private Measured freeze(
      ContainerSpec spec, Outgoing move, ReadyFreeze prepared, StepProgress progress)
      throws IOException {
    ContainerPlace place = containers.records().place(spec.name());
    var workload = containers.workload(spec);
    OutgoingStream stream = move.stream().current();
    Path images = place.images();
    var watch = new StopWatch();
    // First the network: what a frozen task's kernel acknowledges after the dump would be lost.
    prepared.cut().apply();
    containers.runtime().freeze(workload);
    // CRIU dumps the group's limits: the destination must not inherit this one.
    liftThrottle(spec);
    long cut = watch.lap();
    progress.report("dumping", stream.bytesSent());
    long before = move.memory().pagesSent();
    try (TaskMemory memory = TaskMemory.open(containers.runtime().tasks(workload))) {
      move.memory().frozen();
      CompletableFuture<Long> dump =
          CompletableFuture.supplyAsync(
              () -> {
                prepared.checkpoint().take();
                return watch.sinceLap();
              },
              work -> Thread.ofVirtual().name("dump").start(work));
      try {
        move.memory().sendWritten(memory);
        for (SentTree tree : trees(spec)) {
          tree.send(stream, TreeArchive::writeChanges);
        }
        sendFile(stream, ItemKind.LOG, place.log());
      } finally {
        // Whoever undoes this must find no dump under way.
        settle(dump);
      }
      long dumped = join(dump);
      sendImages(stream, images, progress);
      long left = move.memory().sendRest(images, memory);
      stream.barrier();
      LOG.info(
          "The last dump of {} sent {} pages, and left {}",
          spec.name(),
          move.memory().pagesSent() - before,
          left);
      if (move.memory().leavesMemoryBehind()) {
        exports.note(spec.name(), move.order());
        offer(workload, Optional.of(stream), move.connector());
      }
      long all = watch.lap();
      return Measured.frozen(
          stream.bytesSent(), cut, dumped, all - dumped, move.memory().pagesSent(), left);
    }
  }

  /** Lets go of a container that runs elsewhere: its frozen tasks die here without a word. */
  public Measured release(Claim claim, ContainerRecord record) {
    if (record.standing() != Standing.FROZEN || !record.migration().equals(claim.migration())) {
      throw new IllegalStateException(
          "container %s was not frozen for this migration: it is not released"
              .formatted(record.spec().name()));
    }
    String name = record.spec().name();
    Optional<CopyStream> stream = Optional.ofNullable(moves.get(name)).map(Outgoing::stream);
    Optional<PageExport> export = Optional.ofNullable(exported.get(name));
    close(name);
    containers.remove(record.spec());
    // What an export sent over the first stream is in both.
    long later = export.map(PageExport::bytesSent).orElse(0L);
    long sent = stream.map(first -> Math.max(later, first.bytesSent())).orElse(0L);
    return Measured.copied(sent, Measured.NOTHING.decision(), 0);
  }

  /**
   * Lets go of a container of which a new copy runs elsewhere: it is asked to end, and removed.
   *
   * @param grace how long it may take to end before it is killed
   */
  public void releaseRunning(Claim claim, ContainerRecord record, Duration grace) {
    ContainerSpec spec = record.spec();
    boolean ours = record.standing() == Standing.OWNED || record.standing() == Standing.STOPPED;
    // One that came back here in a later move is under that move's claim.
    if (!ours || record.epoch() >= claim.epoch()) {
      throw new IllegalStateException(
          "container %s is not what this migration left here: it is not released"
              .formatted(spec.name()));
    }
    if (record.standing() == Standing.OWNED) {
      containers.stop(spec, grace);
    }
    containers.remove(spec);
  }

  /**
   * Ends the stream of a copy under way, so that whoever undoes the move need not wait for it.
   * Called by any thread, without the container's lock.
   */
  public void interrupt(String container) {
    Outgoing move = moves.get(container);
    if (move != null) {
      move.interrupt();
    }
  }

  /** Puts everything back: the container runs here as if nothing had happened. */
  public void abort(Claim claim, ContainerRecord record) {
    ContainerSpec spec = record.spec();
    close(spec.name());
    liftThrottle(spec);
    if (record.standing() == Standing.FROZEN) {
      containers.network(spec).join();
      containers.runtime().thaw(containers.workload(spec));
      containers.records().put(record.as(Standing.OWNED, claim.epoch(), ""));
    }
    forgetRounds(spec);
    CheckpointImages.delete(containers.records().place(spec.name()).images());
  }

  /** A round of the files while tasks write to them. */
  private void copyTrees(ContainerSpec spec, CopyStream stream, StepProgress progress)
      throws IOException {
    progress.report("files", stream.bytesSent());
    for (SentTree tree : trees(spec)) {
      stream.whole(to -> {
        tree.send(to, TreeArchive::writeChangesInUse);
        to.barrier();
        tree.archive().delivered();
      });
    }
    progress.report("files", stream.bytesSent());
  }

  private List<SentTree> trees(ContainerSpec spec) {
    ContainerPlace place = containers.records().place(spec.name());
    var trees = new ArrayList<SentTree>();
    trees.add(
        new SentTree(
            TreeName.LAYER,
            new TreeArchive(place.writableLayer(), place.snapshot(TreeName.LAYER))));
    for (Volume volume : spec.volumes()) {
      trees.add(
          new SentTree(
              TreeName.ofVolume(volume.name()),
              new TreeArchive(
                  place.volume(volume.name()), place.snapshot("volume-" + volume.name()))));
    }
    return trees;
  }

  private static void sendImages(OutgoingStream stream, Path images, StepProgress progress)
      throws IOException {
    try (Stream<Path> files = Files.list(images)) {
      for (Path file : files.sorted().toList()) {
        sendFile(stream, ItemKind.IMAGE, file);
      }
    }
    progress.report("memory", stream.bytesSent());
  }

  private static void sendFile(OutgoingStream stream, ItemKind kind, Path file) throws IOException {
    if (Files.exists(file)) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), READ_BUFFER)) {
        stream.send(kind, String.valueOf(file.getFileName()), in);
      }
    }
  }

  private void throttle(ContainerSpec spec, double share) {
    Path mark = containers.records().place(spec.name()).throttled();
    try {
      // Before it is slowed down: whoever finds the mark lifts it.
      Files.writeString(mark, Double.toString(share));
      containers.runtime().throttle(containers.workload(spec), share);
    } catch (IOException e) {
      throw new UncheckedIOException("%s is not slowed down".formatted(spec.name()), e);
    }
  }

  private void liftThrottle(ContainerSpec spec) {
    Path mark = containers.records().place(spec.name()).throttled();
    try {
      if (Files.exists(mark)) {
        containers.runtime().throttle(containers.workload(spec), 1);
        Files.delete(mark);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s is still slowed down".formatted(spec.name()), e);
    }
  }

  private Pause pause(ContainerSpec spec) {
    Workload workload = containers.workload(spec);
    return () -> {
      containers.runtime().freeze(workload);
      return () -> containers.runtime().thaw(workload);
    };
  }

  private void forgetRounds(ContainerSpec spec) {
    ContainerPlace place = containers.records().place(spec.name());
    try {
      Files.deleteIfExists(place.snapshot(TreeName.LAYER));
      for (Volume volume : spec.volumes()) {
        Files.deleteIfExists(place.snapshot("volume-" + volume.name()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "what was sent of %s cannot be forgotten".formatted(spec.name()), e);
    }
  }

  private static void settle(CompletableFuture<?> outcome) {
    var _ = outcome.handle((value, failure) -> "").join();
  }

  private static <T> T join(CompletableFuture<T> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void close(String container) {
    exports.forget(container);
    PageExport export = exported.remove(container);
    if (export != null) {
      export.close();
    }
    ReadyFreeze prepared = ready.remove(container);
    if (prepared != null) {
      prepared.close();
    }
    Outgoing move = moves.remove(container);
    if (move != null) {
      move.close();
    }
  }
}
