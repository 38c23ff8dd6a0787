package io.drayage.cli.policy;

import io.drayage.api.PolicyTestRequest;
import io.drayage.api.PolicyTestView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.OutputOption;
import io.drayage.trust.external.Occasion;
import io.drayage.trust.external.PolicyDecision;
import io.drayage.trust.policy.ContainerEvidence;
import io.drayage.trust.policy.Explanation;
import io.drayage.trust.policy.HostEvidence;
import io.drayage.trust.policy.MoveQuestion;
import io.drayage.trust.policy.PolicyFile;
import io.drayage.trust.policy.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the controller, or the protection module about certificates in files. */
@Command(
    name = "test",
    description = {
      "Ask whether a container could move to a host, and why: a container that runs, by NAME and",
      "--to, or certificates in files, by --policy and --host.",
      "Exits with 1 when it could not."
    })
final class TestCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "A container that runs")
  private Optional<String> name = Optional.empty();

  @Option(names = "--to", paramLabel = "HOST", description = "Where it would go; with NAME")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The operator's policy: which authorities are trusted, and how far")
  private Optional<Path> policy = Optional.empty();

  @Option(
      names = "--regulation",
      paramLabel = "FILE",
      description = "The container's certificate (default: it has none)")
  private Optional<Path> regulation = Optional.empty();

  @Option(
      names = "--container",
      paramLabel = "NAME",
      description = "The container; with --image its certificate must be bound to both")
  private Optional<String> container = Optional.empty();

  @Option(names = "--image", paramLabel = "ID", description = "The container's image, sha256:…")
  private Optional<String> image = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "FILE",
      description = "The attribute certificate of the destination")
  private Optional<Path> host = Optional.empty();

  @Option(
      names = "--host-certificate",
      paramLabel = "FILE",
      description = "The destination's TLS certificate, which it must be bound to")
  private Optional<Path> hostCertificate = Optional.empty();

  @Option(
      names = "--source",
      paramLabel = "FILE",
      description =
          "The attribute certificate of the host where it is (default: the destination's)")
  private Optional<Path> source = Optional.empty();

  @Option(
      names = "--source-certificate",
      paramLabel = "FILE",
      description = "The source's TLS certificate, which it must be bound to")
  private Optional<Path> sourceCertificate = Optional.empty();

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  private record Answer(
      boolean allowed, List<String> explanation, List<String> unchecked, Verdict verdict) {}

  @Override
  public Integer call() {
    if (name.isPresent() || to.isPresent()) {
      return askController();
    }
    if (policy.isEmpty() || host.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, "give NAME and --to HOST, or --policy FILE and --host FILE");
    }
    if (regulation.isEmpty() && source.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "without --regulation it matters where the container is: give --source FILE");
    }
    PolicyFile.Loaded loaded = PolicyFile.load(policy.orElseThrow());
    var files = new EvidenceFiles();
    ContainerEvidence who = files.container(container, image, regulation);
    HostEvidence there = files.host("destination", host.orElseThrow(), hostCertificate);
    HostEvidence from =
        source.map(file -> files.host("source", file, sourceCertificate)).orElse(there);
    var question = new MoveQuestion(who, from, there, List.of(), loaded.lists());
    Verdict verdict =
        PolicyDecision.decide(
            loaded, question, new Occasion("test", Optional.empty()), Clock.systemUTC());
    boolean allowed = verdict instanceof Verdict.Allowed;
    PrintWriter out = spec.commandLine().getOut();
    output.print(
        out,
        new Answer(allowed, Explanation.of(question, verdict), files.unchecked(), verdict),
        answer -> {
          answer.explanation().forEach(out::println);
          if (!answer.unchecked().isEmpty()) {
            out.println();
            out.println("What was not checked:");
            answer.unchecked().forEach(what -> out.println("  - " + what));
          }
        });
    return allowed ? ExitCode.OK.code() : ExitCode.FAILURE.code();
  }

  private int askController() {
    if (name.isEmpty() || to.isEmpty() || policy.isPresent() || host.isPresent()) {
      throw new CommandException(
          ExitCode.USAGE, "NAME goes with --to HOST, and with no certificates in files");
    }
    try (ControllerClient client = cluster.connect()) {
      PolicyTestView view =
          client.policyTest(new PolicyTestRequest(name.orElseThrow(), to.orElseThrow()));
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, view, answer -> answer.explanation().forEach(out::println));
      return view.allowed() ? ExitCode.OK.code() : ExitCode.FAILURE.code();
    }
  }
}
