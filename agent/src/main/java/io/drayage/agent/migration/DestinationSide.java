package io.drayage.agent.migration;

import io.drayage.agent.container.ContainerRecord;
import io.drayage.agent.container.ContainerRecord.Standing;
import io.drayage.agent.container.Containers;
import io.drayage.agent.memory.IncomingMemory;
import io.drayage.model.container.ContainerSpec;
import io.drayage.runtime.Resumption;
import io.drayage.runtime.RuntimeFailure;
import io.drayage.transfer.memory.DescriptorKeeper;
import io.drayage.transfer.stream.ItemStore;
import io.drayage.transfer.stream.StreamAdmission;
import io.drayage.transfer.stream.StreamException;
import io.drayage.transfer.stream.StreamHeader;
import io.drayage.transfer.stream.StreamPeer;
import io.drayage.trust.TrustException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a migration on the host that the container goes to. Each is called by the thread
 * that holds the container's lock, and may be repeated; streams are admitted by any thread.
 */
public final class DestinationSide implements StreamAdmission {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationSide.class);
  private static final Duration LATE_LEASE = Duration.ofSeconds(30);

  private record Expected(Claim claim, String source, String permit) {}

  private final Containers containers;
  private final MovePermits permits;
  private final Map<String, Expected> expected = new ConcurrentHashMap<>();
  private final Map<String, ReadyRestore> ready = new ConcurrentHashMap<>();
  private final Map<String, HeldTasks> held = new ConcurrentHashMap<>();
  private final Map<String, IncomingItems> arriving = new ConcurrentHashMap<>();
  private final IncomingMemories memories;

  /** Steps on this host's containers. */
  public DestinationSide(Containers containers, MovePermits permits, DescriptorKeeper keeper) {
    this.permits = permits;
    this.containers = containers;
    this.memories = new IncomingMemories(containers.records(), keeper);
  }

  /** Goes on where this process's predecessor was stopped; called before anything else. */
  public void resume() {
    memories.resumeAll();
  }

  /**
   * Fetches layers, builds the network, and lets the source's stream in.
   *
   * @param source the only host whose stream is let in; empty for none
   * @param permit the controller's, without which nothing is fetched or let in
   */
  public void prepare(Claim claim, ContainerSpec spec, String source, String permit) {
    permits.requirePrepare(permit, claim, spec);
    Optional<ContainerRecord> there = containers.records().find(spec.name());
    if (there.map(DestinationSide::leftOver).orElse(false)) {
      abort(there.orElseThrow());
    } else if (there.isPresent()) {
      throw new IllegalStateException(
          "container %s is on this host already; remove it first".formatted(spec.name()));
    }
    containers
        .records()
        .put(new ContainerRecord(spec, claim.epoch(), Standing.EXPECTED, claim.migration()));
    containers.prepare(spec);
    // A page left of another attempt would pass for one of this.
    memories.forget(spec.name());
    if (!source.isEmpty()) {
      ready.put(spec.name(), ReadyRestore.of(containers, spec));
      expected.put(spec.name(), new Expected(claim, source, permit));
    }
  }

  @Override
  public ItemStore admit(StreamPeer peer, StreamHeader header) throws IOException {
    var claim = new Claim(header.migration(), header.epoch());
    Optional<Lack> lack =
        memories.lack(header.container()).filter(noted -> noted.isOf(claim, peer.name()));
    if (lack.isPresent()) {
      ContainerSpec spec = expectedRecord(header.container()).spec();
      String permit = lack.get().permit();
      refusing(() -> permits.requireReceiveOn(permit, claim, spec, peer.certificate()));
      return new IncomingPages(memories.open(header.container()), StreamHeader.FROZEN);
    }
    Expected awaited = expected.get(header.container());
    if (awaited == null
        || !awaited.source().equals(peer.name())
        || !awaited.claim().equals(claim)) {
      throw new StreamException("nothing is expected from %s".formatted(peer.name()));
    }
    ContainerRecord record = expectedRecord(header.container());
    refusing(() ->
        permits.requireReceive(
            awaited.permit(), awaited.claim(), record.spec(), peer.certificate()));
    IncomingMemory memory = memories.open(header.container());
    var items =
        new IncomingItems(
            record.spec(),
            containers.records().place(header.container()),
            memory,
            header.copy(),
            () -> awaited.equals(expected.get(header.container())));
    IncomingItems before = arriving.put(header.container(), items);
    try {
      // What a broken connection still holds is older than what this one brings.
      if (before != null) {
        before.giveWay();
      }
      memory.begin(header.copy());
      return items;
    } catch (IOException | RuntimeException e) {
      items.ended();
      throw e;
    }
  }

  private ContainerRecord expectedRecord(String container) throws StreamException {
    return containers
        .records()
        .find(container)
        .orElseThrow(() -> new StreamException("the container is not expected any more"));
  }

  private static void refusing(Runnable check) throws StreamException {
    try {
      check.run();
    } catch (TrustException e) {
      throw new StreamException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Restores the tasks and holds them stopped.
   *
   * @param complete whether all memory is said to be there: if it is not, nothing is restored
   */
  public Measured restore(ContainerRecord record, Duration lease, boolean complete) {
    var watch = new StopWatch();
    String name = record.spec().name();
    long left = memories.seal(name);
    if (complete && left > 0) {
      throw new IllegalStateException(
          "%d pages of %s did not arrive: start the move again".formatted(left, name));
    }
    Expected awaited = expected.remove(name);
    if (awaited != null) {
      memories.expect(name, new Lack(awaited.claim(), awaited.source(), awaited.permit()));
    }
    arriving.remove(name);
    hold(record.spec(), lease);
    return Measured.restored(watch.lap(), left);
  }

  /**
   * Lets the tasks run: this host owns them now. When they were lost before any of them could run
   * (the lease passed, or this agent was restarted), they are restored once more from the images,
   * which are kept until now. Once they were let run, they never are: they may have answered
   * clients since, and the images are the past.
   */
  public void run(Claim claim, ContainerRecord record) {
    ContainerSpec spec = record.spec();
    if (record.standing() == Standing.OWNED) {
      return;
    }
    expected.remove(spec.name());
    if (record.standing() == Standing.EXPECTED) {
      containers.records().put(record.as(Standing.RESUMING, claim.epoch(), claim.migration()));
    }
    if (resume(spec) == Resumption.ENDED) {
      LOG.warn("Container {} ended by itself after it was let run", spec.name());
    }
    containers.records().put(record.as(Standing.OWNED, claim.epoch(), ""));
    memories.fetch(spec.name());
    CheckpointImages.delete(containers.records().place(spec.name()).images());
  }

  /** Waits until the tasks have all their memory. Nothing of it is needed on the source then. */
  public void fill(ContainerRecord record, StepProgress progress) {
    memories.awaitFilled(record.spec().name(), progress);
  }

  /** Wipes everything that arrived, and the held tasks with it. */
  public void abort(ContainerRecord record) {
    ContainerSpec spec = record.spec();
    expected.remove(spec.name());
    arriving.remove(spec.name());
    HeldTasks hold = held.remove(spec.name());
    if (hold != null) {
      try {
        hold.abandon();
      } catch (RuntimeFailure e) {
        LOG.warn("Held tasks of {} were removed by force: {}", spec.name(), e.getMessage());
      }
    }
    ReadyRestore restore = ready.remove(spec.name());
    if (restore != null) {
      restore.close();
    }
    // In this order: a task that lived while its pages are forgotten would read zeros.
    containers.runtime().remove(containers.workload(spec));
    memories.forget(spec.name());
    containers.remove(spec);
  }

  /**
   * Checks that none of the tasks ever ran here, so that the source may have the container back.
   * What {@link #run} may have begun proves nothing after the machine was restarted: the mark that
   * the tasks were let run lies in memory, as the images do.
   *
   * @throws IllegalStateException when they ran, or when nobody knows
   */
  public void requireNeverRan(ContainerRecord record) {
    ContainerSpec spec = record.spec();
    boolean never =
        switch (record.standing()) {
          case EXPECTED, STARTED -> true;
          case RESUMING ->
              !held.containsKey(spec.name())
                  && hasImages(spec)
                  && containers.runtime().resumption(containers.workload(spec))
                      == Resumption.NEVER_RAN;
          case OWNED, STOPPED, FROZEN -> false;
        };
    if (!never) {
      throw new IllegalStateException(
          "container %s ran on this host, or may have: it is not given back"
              .formatted(spec.name()));
    }
  }

  /** Whether it is of an earlier attempt that could not be cleaned up; no client ever met it. */
  private static boolean leftOver(ContainerRecord record) {
    return record.standing() == Standing.EXPECTED || record.standing() == Standing.STARTED;
  }

  private Resumption resume(ContainerSpec spec) {
    HeldTasks hold = held.get(spec.name());
    Resumption outcome;
    if (hold == null) {
      outcome = containers.runtime().resumption(containers.workload(spec));
    } else {
      outcome = hold.run();
      held.remove(spec.name());
    }
    return outcome == Resumption.NEVER_RAN ? restoreAgain(spec) : outcome;
  }

  private Resumption restoreAgain(ContainerSpec spec) {
    LOG.warn("Held tasks of {} were lost before they ran; restoring them once more", spec.name());
    // Sockets must exist before packets for them arrive, or those earn a reset.
    containers.network(spec).cut();
    containers.runtime().remove(containers.workload(spec));
    Resumption outcome = hold(spec, LATE_LEASE).run();
    held.remove(spec.name());
    if (outcome == Resumption.NEVER_RAN) {
      throw new RuntimeFailure(
          "container %s could not be resumed; it is tried again".formatted(spec.name()));
    }
    return outcome;
  }

  private HeldTasks hold(ContainerSpec spec, Duration lease) {
    if (!hasImages(spec)) {
      throw new IllegalStateException(
          "no checkpoint of %s arrived: start the move again".formatted(spec.name()));
    }
    ReadyRestore prepared =
        Optional.ofNullable(ready.remove(spec.name()))
            .orElseGet(() -> ReadyRestore.of(containers, spec));
    containers.mountRoot(spec);
    var hold =
        new HeldTasks(
            prepared.begin(lease, socket -> memories.open(spec.name()).listen(socket)),
            containers.network(spec),
            prepared.join());
    held.put(spec.name(), hold);
    return hold;
  }

  private boolean hasImages(ContainerSpec spec) {
    try {
      return CheckpointImages.exist(containers.records().place(spec.name()).images());
    } catch (IOException e) {
      throw new UncheckedIOException("images of %s cannot be read".formatted(spec.name()), e);
    }
  }
}
