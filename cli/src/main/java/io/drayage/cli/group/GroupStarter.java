package io.drayage.cli.group;

import io.drayage.api.GroupPlanView;
import io.drayage.api.GroupRequest;
import io.drayage.api.GroupRequest.Wanted;
import io.drayage.api.GroupView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.OutputOption;
import io.drayage.cli.output.Terminal;
import io.drayage.model.group.GroupKind;
import io.drayage.model.group.GroupState;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that plans a group, starts it, and shows the way it goes. */
public abstract class GroupStarter implements Callable<Integer> {
  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Mixin private GroupOptions options = new GroupOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** What is to move. */
  protected abstract GroupRequest request();

  /** Whether to plan only. */
  protected boolean planOnly() {
    return options.dryRun();
  }

  /** A request with what the options say. */
  protected final GroupRequest request(
      GroupKind kind, String subject, List<Wanted> members, List<String> to) {
    return options.request(kind, subject, members, to);
  }

  @Override
  public final Integer call() {
    GroupRequest request = request();
    try (ControllerClient client = cluster.connect()) {
      if (planOnly()) {
        plan(client, request);
      } else {
        move(client, request);
      }
      return 0;
    }
  }

  private void plan(ControllerClient client, GroupRequest request) {
    GroupPlanView plan = client.groups().plan(request);
    output.print(out(), plan, one -> GroupPrinter.plan(out(), one));
    if (!plan.refusals().isEmpty()) {
      throw new CommandException(ExitCode.FAILURE, "nothing would move: see the refusals above");
    }
    plan.deadline()
        .filter(deadline -> !deadline.chance().equals("met"))
        .ifPresent(deadline -> {
          throw new CommandException(
              ExitCode.LATE,
              deadline.chance().equals("missed")
                  ? "the deadline would be missed: give more time"
                  : "the deadline may be missed: give more time, or --force-late");
        });
  }

  private void move(ControllerClient client, GroupRequest request) {
    GroupView started = client.groups().start(request);
    var display =
        new GroupDisplay(spec.commandLine().getErr(), !output.json() && Terminal.attached());
    display.begin(started);
    GroupView ended = client.groups().follow(started.id(), Clock.systemUTC(), display::show);
    display.end();
    output.print(out(), ended, one -> GroupPrinter.show(out(), one));
    if (ended.state() != GroupState.MOVED) {
      throw new CommandException(
          ExitCode.FAILURE,
          "group %s ended as %s: %s"
              .formatted(
                  ended.id(), ended.state().name().toLowerCase(Locale.ROOT), ended.failure()));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
