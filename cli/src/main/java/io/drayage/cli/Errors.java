package io.drayage.cli;

import io.drayage.api.client.ApiException;
import io.drayage.api.image.ImageException;
import io.drayage.application.document.DocumentException;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.dns.DnsException;
import io.drayage.lab.machine.LabException;
import io.drayage.platform.config.ConfigException;
import io.drayage.platform.process.SubprocessException;
import io.drayage.trust.TrustException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line on stderr and an exit code, for whatever goes wrong in a command. */
final class Errors {
  private Errors() {}

  /** Arguments that picocli or a command refuses. */
  static int badUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    String guess =
        e instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()
            ? "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + '?'
            : "";
    print(command, oneLine(e.getMessage()) + guess + "; see " + help);
    return ExitCode.USAGE.code();
  }

  /** Whatever a command throws. */
  static int failed(Exception e, CommandLine command, ParseResult arguments) {
    if (System.getenv("DRAY_DEBUG") != null) {
      e.printStackTrace(command.getErr());
    }
    return switch (e) {
      case CommandException known -> report(command, known.exitCode(), known.getMessage());
      case ApiException api -> report(command, exitCode(api.kind()), api.getMessage());
      case ImageException _ -> report(command, ExitCode.USAGE, e.getMessage());
      case TrustException _ -> report(command, ExitCode.FAILURE, e.getMessage());
      case ConfigException _ -> report(command, ExitCode.USAGE, e.getMessage());
      case DocumentException _ -> report(command, ExitCode.USAGE, e.getMessage());
      case DnsException _ -> report(command, ExitCode.FAILURE, e.getMessage());
      case LabException _ -> report(command, ExitCode.FAILURE, e.getMessage());
      case SubprocessException _ -> report(command, ExitCode.FAILURE, e.getMessage());
      case ConnectException _, HttpConnectTimeoutException _ ->
          report(
              command,
              ExitCode.UNREACHABLE,
              "the controller cannot be reached: "
                  + reason(e)
                  + "; is one running? try dray lab status");
      case NoSuchFileException _ ->
          report(
              command, ExitCode.USAGE, e.getMessage() + ": no such file; name one that is there");
      case AccessDeniedException _ ->
          report(command, ExitCode.FAILURE, e.getMessage() + ": not permitted; run as root");
      default ->
          report(
              command,
              ExitCode.FAILURE,
              "internal error: "
                  + e.getClass().getSimpleName()
                  + ": "
                  + reason(e)
                  + "; set DRAY_DEBUG=1 to see where, and report it");
    };
  }

  private static ExitCode exitCode(ApiException.Kind kind) {
    return switch (kind) {
      case BAD_REQUEST -> ExitCode.USAGE;
      case LATE -> ExitCode.LATE;
      case FAILED -> ExitCode.FAILURE;
      case UNREACHABLE -> ExitCode.UNREACHABLE;
    };
  }

  private static int report(CommandLine command, ExitCode code, @Nullable String message) {
    print(command, oneLine(message));
    return code.code();
  }

  private static void print(CommandLine command, String message) {
    command.getErr().println("dray: " + message);
    command.getErr().flush();
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? "no reason given" : e.getMessage();
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "no reason given" : text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
