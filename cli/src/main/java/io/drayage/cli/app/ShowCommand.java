package io.drayage.cli.app;

import io.drayage.api.app.AppDetail;
import io.drayage.api.app.AppMemberView;
import io.drayage.api.client.ControllerClient;
import io.drayage.application.Dependency;
import io.drayage.application.Service;
import io.drayage.cli.cluster.ClusterCommand;
import io.drayage.cli.output.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows everything known of an application. */
@Command(name = "show", description = "Show an application's services and containers.")
final class ShowCommand extends ClusterCommand {
  @Parameters(paramLabel = "APP", description = "The application")
  private String name = "";

  @Override
  protected void ask(ControllerClient client) {
    print(client.app(name), this::show);
  }

  private void show(AppDetail detail) {
    out()
        .printf(
            "%s is %s: %d of %d containers ready%n%n",
            detail.app().name(), detail.app().state(), detail.app().ready(), detail.app().wanted());
    services(detail.application().inStartOrder());
    out().println();
    var table = new Table("CONTAINER", "SERVICE", "HOST", "STATE", "ADDRESS");
    for (AppMemberView member : detail.members()) {
      table.row(
          member.container(),
          member.service(),
          member.host(),
          member.state().map(Enum::name).orElse("MISSING"),
          member.address());
    }
    table.print(out());
    if (!detail.application().notes().isEmpty()) {
      out().println();
      detail.application().notes().forEach(note -> out().println("note: " + note));
    }
  }

  private void services(List<Service> services) {
    var table = new Table("SERVICE", "IMAGE", "REPLICAS", "DEPENDS ON", "HEALTH", "MOVES");
    for (Service service : services) {
      table.row(
          service.name(),
          service.definition().image(),
          service.replicas(),
          service.dependencies().stream().map(ShowCommand::words).collect(Collectors.joining(", ")),
          service.definition().health().map(Object::toString).orElse(""),
          "%s, %s"
              .formatted(
                  service.moving().mode().word(),
                  service.moving().manner().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
    table.print(out());
  }

  private static String words(Dependency dependency) {
    return "%s (%s)"
        .formatted(dependency.service(), dependency.condition().name().toLowerCase(Locale.ROOT));
  }
}
