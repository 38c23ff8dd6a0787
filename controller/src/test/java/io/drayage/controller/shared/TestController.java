package io.drayage.controller.shared;

import io.drayage.controller.agents.ScriptedAgents;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.forecast.Forecasts;
import io.drayage.controller.image.Images;
import io.drayage.controller.image.LayerFiles;
import io.drayage.controller.migration.MigrationService;
import io.drayage.controller.name.Names;
import io.drayage.controller.plan.Inspection;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.protection.TestSigner;
import io.drayage.forecast.table.Tables;
import io.drayage.journal.Journal;
import io.drayage.model.host.Host;
import io.drayage.network.route.Routes;
import io.drayage.preflight.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The part of a controller that carries migrations out, with agents that do as they are told. As a
 * program it never gets an answer to one step, until it is killed.
 */
final class TestController implements AutoCloseable {
  private static final Clock CLOCK = Clock.systemUTC();
  static final Host MADRID = new Host("madrid", "aws", "eu", "ES", "192.0.2.1", 8L << 30);
  static final Host ZURICH = new Host("zurich", "gcp", "eu", "CH", "192.0.2.2", 8L << 30);

  private final MigrationService migrations;

  TestController(String name, Journal journal, ScriptedAgents agents, Path data)
      throws IOException {
    agents.connect(MADRID);
    agents.connect(ZURICH);
    var hosts = new Hosts(journal, agents.registry());
    Routes routes = Routes.unmanaged();
    var containers =
        new ContainerService(
            journal,
            hosts,
            new Images(journal.images(), new LayerFiles(data), CLOCK),
            agents.registry(),
            routes,
            Names.none(),
            "10.96.128.0/17",
            (spec, host) -> {},
            event -> {},
            CLOCK);
    migrations =
        new MigrationService(
            name,
            journal,
            agents.registry(),
            containers,
            hosts,
            new Guard(
                Optional.empty(),
                agents.registry(),
                new TestSigner(data.resolve(name), CLOCK).controller(),
                event -> {},
                CLOCK),
            (container, mode, source, destination) ->
                new Inspection(new Report(List.of()), 0, 0, 0),
            new Forecasts(journal, Tables.builtIn()),
            routes,
            Names.none(),
            event -> {},
            CLOCK);
  }

  @Override
  public void close() {
    migrations.close();
  }

  /** Usage: URL STEP TIMES DATA; STEP is left without an answer so many times. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var agents = new ScriptedAgents();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      agents.act(
          arguments[1],
          command -> {
            System.out.println("stands at " + command.getMigration());
            throw ScriptedAgents.silence();
          });
    }
    try (Journal journal = Journal.openShared(arguments[0], "drayage", "");
        var _ = new TestController("first", journal, agents, Path.of(arguments[3]))) {
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }
}
