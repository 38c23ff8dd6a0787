package io.drayage.preflight.probe;

import io.drayage.preflight.fact.ContainerProfile;
import io.drayage.preflight.fact.MappedFile;
import io.drayage.preflight.fact.OpenFile;
import io.drayage.preflight.fact.Task;
import io.drayage.preflight.fact.Usage;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a running container from outside, without stopping it. It can change meanwhile: what is
 * gone when it is looked at is passed over. To be called on a platform thread.
 */
public final class ContainerProbe {
  /** What is listed of one sort; beyond it the container says no more than it has already. */
  private static final int LISTED = 500;

  private ContainerProbe() {}

  /** Looks; some milliseconds for each task. */
  public static ContainerProfile look(Subject subject) {
    var blind = new ArrayList<String>();
    var tasks = new ArrayList<Task>();
    var mappings = new ArrayList<MappedFile>();
    var usage = new UsageCount();
    for (int pid : subject.pids()) {
      List<String> status = ProcFile.lines(Subject.proc(pid).resolve("status"));
      if (status.isEmpty()) {
        continue;
      }
      Task task = TaskProbe.look(pid, subject.first(), status);
      tasks.add(task);
      usage.count(status);
      MappingProbe.look(task, mappings, usage);
    }
    List<OpenFile> files = new FileProbe(subject, usage, blind).look(tasks);
    if (tasks.isEmpty() && Files.exists(Subject.proc(subject.first()))) {
      blind.add("the container's tasks could not be read");
    }
    long bytes = TreeSize.of(subject.trees(), blind);
    Usage used = usage.total(bytes);
    return new ContainerProfile(
        tasks,
        files.stream().limit(LISTED).toList(),
        mappings.stream().distinct().limit(LISTED).toList(),
        MountProbe.look(subject),
        used,
        List.copyOf(blind));
  }
}
