package io.drayage.cli.image;

import io.drayage.api.ImageView;
import io.drayage.api.client.ControllerClient;
import io.drayage.api.image.Image;
import io.drayage.api.image.ImageSource;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.output.OutputOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Imports an image. */
@Command(
    name = "import",
    description = {
      "Import an image: a root file system (directory or tar), an OCI layout, an OCI or Docker archive.",
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TAR|DIR|OCI-LAYOUT", description = "What to import")
  private Path source = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call it (default: the file's name without its ending)")
  private Optional<String> name = Optional.empty();

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    try (Image image = ImageSource.open(source);
        ControllerClient client = cluster.connect()) {
      ImageView view = client.importImage(name.orElseGet(this::defaultName), image);
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, view, one -> ImageTable.print(out, List.of(one)));
      return 0;
    }
  }

  private String defaultName() {
    String file = String.valueOf(source.toAbsolutePath().normalize().getFileName());
    return file.toLowerCase(Locale.ROOT).replaceAll("\\.(tar|tgz|tar\\.gz|tar\\.zst|oci)$", "");
  }
}
