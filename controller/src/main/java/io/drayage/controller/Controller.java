package io.drayage.controller;

import io.drayage.controller.access.Access;
import io.drayage.controller.access.Administrator;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.agents.AgentServer;
import io.drayage.controller.app.AppService;
import io.drayage.controller.app.PlacementLaw;
import io.drayage.controller.config.ControllerConfig;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.forecast.Forecasts;
import io.drayage.controller.forecast.OwnTables;
import io.drayage.controller.group.GroupService;
import io.drayage.controller.image.Images;
import io.drayage.controller.image.LayerFiles;
import io.drayage.controller.migration.MigrationService;
import io.drayage.controller.name.Names;
import io.drayage.controller.name.ZoneNames;
import io.drayage.controller.plan.HostInspector;
import io.drayage.controller.plan.PolicyTests;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.rest.AppRoutes;
import io.drayage.controller.rest.AuditRoutes;
import io.drayage.controller.rest.ContainerRoutes;
import io.drayage.controller.rest.GroupRoutes;
import io.drayage.controller.rest.HostRoutes;
import io.drayage.controller.rest.ImageRoutes;
import io.drayage.controller.rest.MigrationRoutes;
import io.drayage.controller.rest.RestServer;
import io.drayage.journal.Journal;
import io.drayage.network.route.RouterNamespace;
import io.drayage.network.route.Routes;
import io.drayage.platform.file.PrivateDirectory;
import io.drayage.trust.audit.AuditLog;
import io.drayage.trust.keystore.CredentialFile;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The controller, put together from its parts. All it must remember is in the journal. */
public final class Controller {
  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  private final ControllerConfig config;
  private final Clock clock;

  /** A controller with a configuration; nothing is started. */
  public Controller(ControllerConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Serves until the thread is interrupted.
   *
   * @throws IOException when a port is taken or the data directory cannot be written
   */
  public void run() throws IOException, InterruptedException {
    PrivateDirectory.ensure(config.data());
    var registry = new AgentRegistry();
    Routes routes = config.router().<Routes>map(RouterNamespace::new).orElseGet(Routes::unmanaged);
    var layers = new LayerFiles(config.data());
    try (Journal journal = journal();
        Names names = names(journal)) {
      Access access = Access.open(config, journal, clock);
      try (AuditLog audit =
          AuditLog.open(config.data().resolve("audit"), access::identity, clock)) {
        serve(journal, names, access, audit, registry, routes, layers);
      }
    }
  }

  private void serve(
      Journal journal,
      Names names,
      Access access,
      AuditLog audit,
      AgentRegistry registry,
      Routes routes,
      LayerFiles layers)
      throws IOException, InterruptedException {
    Administrator administrator = administrator(access);
    var hosts = new Hosts(journal, registry);
    var guard = new Guard(config.policy(), registry, access.identity(), audit, clock);
    var images = new Images(journal.images(), layers, clock);
    var containers =
        new ContainerService(
            journal,
            hosts,
            images,
            registry,
            routes,
            names,
            config.containers().subnet(),
            guard,
            audit,
            clock);
    var apps =
        new AppService(
            journal, containers, hosts, images, new PlacementLaw(guard, hosts, images), clock);
    containers.keepGateways();
    var forecasts = new Forecasts(journal, OwnTables.in(config.data()));
    try (var migrations =
            new MigrationService(
                config.name(),
                journal,
                registry,
                containers,
                hosts,
                guard,
                new HostInspector(journal, layers, clock),
                forecasts,
                routes,
                names,
                audit,
                clock);
        var groups =
            new GroupService(journal, hosts, containers, registry, guard, migrations, clock);
        var agents =
            AgentServer.start(config.grpc(), access, registry, journal.hosts(), layers, audit);
        var rest =
            RestServer.start(
                config.rest(),
                access,
                administrator,
                List.of(
                    new HostRoutes(hosts, access, clock),
                    new ImageRoutes(images),
                    new ContainerRoutes(containers),
                    new AppRoutes(apps),
                    new MigrationRoutes(
                        migrations, forecasts, new PolicyTests(containers, hosts, guard)),
                    new GroupRoutes(groups),
                    new AuditRoutes(audit)))) {
      restoreRoutes(journal, routes);
      migrations.recover();
      groups.recover();
      names.start();
      administrator.announce();
      LOG.info("Controller is up: agents on {}, clients on {}", agents.port(), rest.port());
      new CountDownLatch(1).await();
    }
  }

  private Journal journal() {
    return config
        .database()
        .map(database ->
            Journal.openShared(
                database.url(),
                database.user(),
                database
                    .password()
                    .map(file -> String.valueOf(CredentialFile.read(file)))
                    .orElse("")))
        .orElseGet(() -> Journal.open(config.data().resolve("journal.db")));
  }

  private Names names(Journal journal) {
    return config
        .dns()
        .<Names>map(dns -> new ZoneNames(dns, journal, clock))
        .orElseGet(Names::none);
  }

  private Administrator administrator(Access access) {
    String url = "https://%s:%d".formatted(config.rest().address(), config.rest().port());
    return Administrator.open(config.data(), config.context(), url, access.authorityPem());
  }

  /** The router forgets at a reboot; the journal does not. */
  private static void restoreRoutes(Journal journal, Routes routes) {
    journal
        .containers()
        .all()
        .forEach(container ->
            journal
                .hosts()
                .find(container.host())
                .ifPresent(host -> routes.lead(container.spec().address(), host.address())));
  }
}
