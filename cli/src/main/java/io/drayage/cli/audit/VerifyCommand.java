package io.drayage.cli.audit;

import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.OutputOption;
import io.drayage.trust.audit.AuditVerifier;
import io.drayage.trust.audit.SignedHead;
import io.drayage.trust.audit.Verification;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks for whatever was removed, put in, reordered or altered. */
@Command(
    name = "verify",
    description = {
      "Find any entry that was removed, put in, reordered or altered.",
      "Exits with 1 when there is one. Everything is computed here, not by the controller."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private AuditOption log = new AuditOption();

  @Option(
      names = "--head",
      paramLabel = "FILE",
      description = "Heads that dray audit head gave and that were kept elsewhere, one in a line")
  private Optional<Path> kept = Optional.empty();

  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  private record Answer(
      boolean intact,
      Optional<String> flaw,
      long entries,
      int files,
      int heads,
      String last,
      Optional<Instant> signedUntil,
      long unsigned,
      boolean unfinished) {
    static Answer of(Verification found) {
      return new Answer(
          found.intact(),
          found.flaw().map(flaw -> flaw.inWords()),
          found.entries(),
          found.files(),
          found.heads(),
          found.last(),
          found.signedUntil(),
          found.unsigned(),
          found.unfinished());
    }
  }

  @Override
  public Integer call() {
    X509Certificate authority = log.authority();
    List<SignedHead> heads =
        kept.map(AuditOption::text)
            .map(text ->
                text.lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> SignedHead.parse(line, authority))
                    .toList())
            .orElse(List.of());
    Answer answer = Answer.of(log.read(source -> AuditVerifier.verify(source, authority, heads)));
    PrintWriter out = spec.commandLine().getOut();
    output.print(out, answer, found -> print(out, found));
    return answer.intact() ? ExitCode.OK.code() : ExitCode.FAILURE.code();
  }

  private static void print(PrintWriter out, Answer found) {
    if (found.flaw().isPresent()) {
      out.println("BROKEN: " + found.flaw().get());
      out.printf("The %d entries before it are in order.%n", found.entries());
      return;
    }
    out.printf(
        "INTACT: %d entries, files: %d, signed heads: %d%n",
        found.entries(), found.files(), found.heads());
    out.println("last entry: " + found.last());
    out.println(
        "signed:     "
            + found.signedUntil().map(at -> "at " + at).orElse("never")
            + (found.unsigned() > 0
                ? "; %d entries since then are under no head yet".formatted(found.unsigned())
                : ""));
    if (found.unfinished()) {
      out.println("The last line is not whole: it is being written, or a crash broke it off.");
    }
  }
}
