package io.drayage.chaos.trial;

import io.drayage.chaos.host.ChaosLab;
import io.drayage.chaos.report.Finding;
import io.drayage.chaos.watch.CopyWatch;
import io.drayage.lab.demo.client.RedisReport;
import io.drayage.lab.demo.client.RedisWriter;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.host.Traces;
import io.drayage.model.container.ContainerState;
import io.drayage.model.migration.Migration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

/** Judges a trial from outside: by the kernel, by the container's clients, by what is left. */
final class Judge {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final ChaosLab lab;
  private final Subject subject;
  private final LabHost owner;
  private final LabHost other;
  private final List<String> words = new ArrayList<>();
  private long lostWrites;

  Judge(ChaosLab lab, Subject subject, LabHost owner, LabHost other) {
    this.lab = lab;
    this.subject = subject;
    this.owner = owner;
    this.other = other;
  }

  /** Judges a container that must run on its owner, with all that it acknowledged. */
  Finding judge(Optional<Migration> ended, RedisWriter writer, CopyWatch watch)
      throws InterruptedException {
    long stuck = stuck(ended);
    long lost = lostCopy();
    if (lost == 0) {
      lostWrites += lostPages();
      lost = lostState(writer);
    }
    return new Finding(
        doubled(watch), lost, lostWrites, stuck, leftovers(), String.join("; ", words));
  }

  /** Judges a container whose processes ended with the machine that its owner is. */
  Finding judgeDead(Optional<Migration> ended, CopyWatch watch) throws InterruptedException {
    long stuck = stuck(ended);
    boolean told = Waiting.until(PATIENCE, () -> isToldToBe(ContainerState.STOPPED));
    if (!told) {
      stuck += say("nobody is told that the container stopped with " + owner.name());
    }
    return new Finding(doubled(watch), 0, 0, stuck, leftovers(), String.join("; ", words));
  }

  private long stuck(Optional<Migration> ended) {
    return ended.isEmpty() ? say("the migration did not end") : 0;
  }

  private boolean isToldToBe(ContainerState state) {
    return TrialRun.ask(() -> lab.client().container(Subject.NAME).container())
        .filter(view -> view.state() == state)
        .filter(view -> view.host().equals(owner.name()))
        .isPresent();
  }

  private long say(String what) {
    words.add(what);
    return 1;
  }

  private long doubled(CopyWatch watch) {
    long seen = watch.doubled();
    if (seen > 0) {
      say("two copies ran at once, seen %d times".formatted(seen));
    }
    return seen;
  }

  private long lostCopy() throws InterruptedException {
    boolean runs = Waiting.until(PATIENCE, () -> isToldToBe(ContainerState.RUNNING));
    if (!runs) {
      return say("the container does not run on " + owner.name());
    }
    return Subject.on(owner).processorNanos().isEmpty()
        ? say("no process of the container is on " + owner.name())
        : 0;
  }

  private long lostPages() throws InterruptedException {
    var answer = new String[] {"no answer"};
    boolean answered =
        Waiting.until(
            PATIENCE,
            () -> {
              try {
                answer[0] = subject.memory().check();
                return true;
              } catch (IOException e) {
                answer[0] = e.toString();
                return false;
              }
            });
    return answered && answer[0].startsWith("ok ") ? 0 : say("memory: " + answer[0]);
  }

  private long lostState(RedisWriter writer) throws InterruptedException {
    boolean answers = Waiting.until(PATIENCE, () -> RedisWriter.answers(subject.redis()));
    if (!answers) {
      return say("its Redis does not answer");
    }
    try {
      RedisReport report = writer.finish();
      lostWrites += report.lost();
      var store = new Store(subject.redis());
      long fromFile = store.lostFromFile();
      store.empty();
      if (report.lost() + fromFile > 0) {
        say(
            "of %d acknowledged writes %d are lost in memory, %d in the file"
                .formatted(report.acknowledged(), report.lost(), fromFile));
        lostWrites += fromFile;
      }
      if (!report.sequenceHeld()) {
        lostWrites += say("its counter went back");
      }
      return report.sameProcess() ? 0 : say("another process answers");
    } catch (JedisException e) {
      return say("its Redis fails: " + e.getMessage());
    }
  }

  private long leftovers() throws InterruptedException {
    var left = new String[] {""};
    boolean none =
        Waiting.until(
            PATIENCE,
            () -> {
              left[0] = Traces.of(other, Subject.NAME);
              return left[0].isEmpty();
            });
    if (none) {
      return 0;
    }
    say("left on %s: %s".formatted(other.name(), left[0].replace("\n", ", ")));
    return left[0].lines().count();
  }
}
