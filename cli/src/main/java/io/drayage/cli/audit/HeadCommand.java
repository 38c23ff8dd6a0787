package io.drayage.cli.audit;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.OutputOption;
import io.drayage.trust.audit.AuditSource;
import io.drayage.trust.audit.SignedHead;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Has the log's present end signed. */
@Command(
    name = "head",
    description = {
      "Have the controller sign what its log holds now, and print that for keeping elsewhere.",
      "With --directory: print the last head that is there."
    })
final class HeadCommand implements Callable<Integer> {
  @Mixin private AuditOption log = new AuditOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  private record Answer(long sequence, String hash, Instant at, String token) {}

  @Override
  public Integer call() {
    X509Certificate authority = log.authority();
    String token = log.directory().isPresent() ? log.read(HeadCommand::last) : sign();
    SignedHead head = SignedHead.parse(token, authority);
    PrintWriter out = spec.commandLine().getOut();
    output.print(
        out,
        new Answer(head.sequence(), head.hash(), head.at(), token),
        answer -> out.println(answer.token()));
    return 0;
  }

  private String sign() {
    try (ControllerClient client = log.connect()) {
      return client.signAuditHead().token();
    }
  }

  private static String last(AuditSource source) throws IOException {
    List<String> heads = source.heads();
    if (heads.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILURE, "the audit log has no signed head: name another directory");
    }
    return heads.getLast();
  }
}
