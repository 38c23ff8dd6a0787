package io.drayage.cli.app;

import io.drayage.api.app.AppApplyRequest;
import io.drayage.api.app.AppResult;
import io.drayage.api.client.ControllerClient;
import io.drayage.application.Application;
import io.drayage.application.reading.ApplicationFiles;
import io.drayage.cli.cluster.ClusterCommand;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has an application be as its file describes. */
@Command(
    name = "apply",
    description = {
      "Start what a Compose or TOSCA file describes, and what is missing of it.",
      "Given again it does nothing, or no more than what changed: docs/applications.md."
    })
final class ApplyCommand extends ClusterCommand {
  private static final Set<String> USUAL =
      Set.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

  @Parameters(paramLabel = "FILE", description = "A Compose file, or a TOSCA 1.3 template")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "APP",
      description =
          "What to call it (default: the file's word, or its directory's or its own name)")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "Also the services of this profile; may be repeated")
  private List<String> profiles = List.of();

  @Option(names = "--dry-run", description = "Only tell what would be done")
  private boolean dryRun;

  @Option(
      names = "--recreate",
      description = "Replace containers that are defined otherwise now, or that failed")
  private boolean recreate;

  @Option(
      names = "--discard-volumes",
      description = "Also where that, or a smaller number of replicas, loses volumes")
  private boolean discardVolumes;

  @Override
  protected void ask(ControllerClient client) {
    Application application = read();
    application.notes().forEach(note -> err().println("note: " + note));
    err().flush();
    AppResult result =
        client.applyApp(
            new AppApplyRequest(application, dryRun, recreate, discardVolumes),
            new EventPrinter(err())::print);
    print(result, one -> ResultPrinter.print(out(), one));
    result.notes().stream()
        .filter(note -> !application.notes().contains(note))
        .forEach(note -> err().println("note: " + note));
    ResultPrinter.requireDone(result);
  }

  private Application read() {
    String text = FileSurroundings.text(file);
    FileSurroundings surroundings = FileSurroundings.of(file, System.getenv());
    return ApplicationFiles.read(
        file.toString(), text, name, fallback(surroundings), new HashSet<>(profiles), surroundings);
  }

  /** As Compose does: the directory's name, but for a file that has a name of its own. */
  private String fallback(FileSurroundings surroundings) {
    String own = String.valueOf(file.getFileName());
    String word =
        USUAL.contains(own) ? surroundings.directoryName() : own.replaceAll("\\.[^.]*$", "");
    String label =
        word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return label.isEmpty() ? "app" : label;
  }
}
