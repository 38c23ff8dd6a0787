package io.drayage.application.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.application.Application;
import io.drayage.application.Condition;
import io.drayage.application.Definition;
import io.drayage.application.Dependency;
import io.drayage.application.Moving;
import io.drayage.application.Moving.Manner;
import io.drayage.application.Placement;
import io.drayage.application.Service;
import io.drayage.application.Spread;
import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Surroundings;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.HostEntry;
import io.drayage.model.container.Volume;
import io.drayage.model.migration.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeFileTest {
  @Test
  void aWholeFileBecomesAnApplication() {
    Application shop =
        read(
            """
            name: shop
            services:
              db:
                image: postgres
                environment: {POSTGRES_DB: shop, EMPTY: }
                volumes: ["data:/var/lib/postgresql", "/scratch"]
                healthcheck:
                  test: ["CMD", "nc", "-z", "localhost", "5432"]
                  interval: 1s
                  timeout: 2s
                  retries: 4
                  start_period: 1m30s
                mem_limit: 1.5g
              api:
                image: api
                command: serve --name "the api" 'a b'
                entrypoint: [/bin/app, -v]
                environment: ["MODE=x=y", "TOKEN"]
                depends_on:
                  db: {condition: service_healthy}
                deploy:
                  replicas: 3
                  resources: {limits: {memory: 64M}}
                user: "1000:1000"
                working_dir: /srv
                labels: {team: shop}
                x-drayage:
                  placement: {cloud: [gcp, aws], spread: cloud}
                  mode: pre-copy
                  priority: 7
                  move: together
                  dns-name: shop.apps.example.com
                  health-port: 8080
                  health-path: /health
              web:
                image: web
                depends_on: [api]
                ports: ["8080:80", {target: 443, published: 8443, protocol: tcp}]
                extra_hosts: ["legacy:192.0.2.7"]
            volumes:
              data:
            """,
            new Nearby(Map.of("TOKEN", "t0"), Map.of()));

    assertThat(shop.name()).isEqualTo("shop");
    Service db = service(shop, "db");
    assertThat(db.definition().volumes())
        .containsExactly(
            new Volume("data", "/var/lib/postgresql"), new Volume("anonymous-scratch", "/scratch"));
    assertThat(db.definition().health()).contains(new HealthCheck(5432, ""));
    assertThat(db.patienceSeconds()).isEqualTo(90 + 5 * 3);
    assertThat(db.definition().memoryBytes()).isEqualTo(3L << 29);
    assertThat(db.definition().env()).containsExactly("POSTGRES_DB=shop");
    Service api = service(shop, "api");
    Definition definition = api.definition();
    assertThat(definition.entrypoint()).containsExactly("/bin/app", "-v");
    assertThat(definition.command()).containsExactly("serve", "--name", "the api", "a b");
    assertThat(definition.env()).containsExactly("MODE=x=y", "TOKEN=t0");
    assertThat(definition.user()).isEqualTo("1000:1000");
    assertThat(definition.workdir()).isEqualTo("/srv");
    assertThat(definition.labels())
        .isEqualTo(Map.of("team", "shop", "drayage.dns-name", "shop.apps.example.com"));
    assertThat(definition.memoryBytes()).isEqualTo(64L << 20);
    assertThat(definition.health()).contains(new HealthCheck(8080, "/health"));
    assertThat(api.replicas()).isEqualTo(3);
    assertThat(api.dependencies()).containsExactly(new Dependency("db", Condition.HEALTHY));
    assertThat(api.placement())
        .isEqualTo(new Placement(List.of(), List.of("gcp", "aws"), Spread.CLOUD));
    assertThat(api.moving()).isEqualTo(new Moving(Mode.PRE_COPY, 7, Manner.TOGETHER));
    Service web = service(shop, "web");
    assertThat(web.ports()).containsExactly("8080:80", "8443:443/tcp");
    assertThat(web.definition().hosts())
        .containsExactly(new HostEntry("192.0.2.7", List.of("legacy")));
    assertThat(shop.inStartOrder().stream().map(Service::name)).containsExactly("db", "api", "web");
    assertThat(shop.notes())
        .singleElement()
        .asString()
        .startsWith("services.web.ports: not published");
  }

  @Test
  void whatIsNotUnderstoodIsNamedByItsPath() {
    Application app =
        read(
            """
            version: "3.9"
            services:
              web:
                image: web
                restart: always
                cpus: 2
                fancy: {x: 1}
                deploy: {placement: {constraints: [a]}, strange: 1}
                networks: [front]
                hostname: www
                healthcheck: {test: pg_isready, whatever: 1}
                x-other: ignored
            networks: {front: {driver: bridge}}
            models: {}
            """);

    assertThat(app.notes().stream().map(note -> note.substring(0, note.indexOf(": "))))
        .containsExactlyInAnyOrder(
            "networks",
            "services.web.networks",
            "services.web.hostname",
            "services.web.healthcheck.whatever",
            "services.web.healthcheck.test",
            "services.web.deploy.placement",
            "services.web.deploy.strange",
            "services.web.restart",
            "services.web.cpus",
            "services.web.fancy",
            "models");
    assertThat(service(app, "web").aliases()).containsExactly("www");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                     | services: it is missing",
        "services: {}                           | has no services",
        "services: {a: }                        | services.a: it is empty",
        "services: {a: {}}                      | services.a.image: it is missing",
        "services: [a]                          | services: it is no map",
        "services: {a: {image: i, image: j}}    | no valid YAML",
        "services: {a: {image: [i]}}            | services.a.image: a text or a number belongs here",
        "services: {a: {build: .}}              | services.a.build: Drayage builds no images",
        "services: {a: {image: i, privileged: true}}  | services.a.privileged: no container is privileged",
        "services: {a: {image: i, cap_add: [X]}}      | services.a.cap_add: it cannot be given",
        "services: {a: {image: i, cap_drop: [ALL]}}   | services.a.cap_drop: it cannot be enforced",
        "services: {a: {image: i, read_only: true}}   | services.a.read_only: it cannot be enforced",
        "services: {a: {image: i, devices: [x]}}      | services.a.devices: it cannot be given",
        "services: {a: {image: i, pid: host}}         | services.a.pid: it cannot be given",
        "services: {a: {image: i, security_opt: ['seccomp:unconfined']}} | services.a.security_opt: 'seccomp:unconfined' cannot be set",
        "services: {a: {image: i, network_mode: host}} | services.a.network_mode: host is not there",
        "services: {a: {image: i, secrets: [x]}}      | services.a.secrets: its files would be missing",
        "services: {a: {image: i, configs: [x]}}      | services.a.configs: its files would be missing",
        "services: {a: {image: i, extends: {service: b}}} | services.a.extends: it is not followed",
        "services: {a: {image: i, tmpfs: /x}}         | services.a.tmpfs: it is not there",
        "services: {a: {image: i, volumes_from: [b]}} | services.a.volumes_from: containers share no volumes",
        "services: {a: {image: i, volumes: ['./x:/y']}} | services.a.volumes[0]: ./x is a directory of one host",
        "services: {a: {image: i, volumes: ['x:/y:ro']}} | services.a.volumes[0]: a volume that cannot be written",
        "services: {a: {image: i, volumes: ['x:y']}}  | services.a.volumes[0]: volume x cannot be mounted at 'y'",
        "services: {a: {image: i, volumes: [{type: bind, source: /x, target: /y}]}} | services.a.volumes[0].type: bind mounts are not there",
        "services: {a: {image: i, volumes: ['x:/y'], scale: 2}} | services.a.volumes: 2 replicas cannot share a volume",
        "services: {a: {image: i, volumes: ['x:/y']}, b: {image: i, volumes: ['x:/y']}} | services.b.volumes: volume x is a's too",
        "services: {a: {image: i, scale: 2, deploy: {replicas: 3}}} | services.a.scale: deploy.replicas says another number",
        "services: {a: {image: i, scale: two}}        | services.a.scale: 'two' is no whole number",
        "services: {a: {image: i, scale: -1}}         | services.a: -1 replicas of service a",
        "services: {a: {image: i, scale: 201}}        | services.a: 201 replicas of service a",
        "services: {a: {image: i, deploy: {mode: global}}} | services.a.deploy.mode: global is not there",
        "services: {a: {image: i, mem_limit: lots}}   | services.a: 'lots' is no amount of memory",
        "services: {a: {image: i, mem_limit: 99999999999g}} | services.a: '99999999999g' is more than any machine has",
        "services: {a: {image: i, healthcheck: {test: x, interval: soon}}} | services.a.healthcheck.interval: 'soon' is no duration",
        "services: {a: {image: i, command: 'x \"y'}} | services.a.command: the quotation",
        "services: {a: {image: i, environment: ['=x']}} | services.a.environment: '=x' has no key",
        "services: {a: {image: i, env_file: gone.env}} | services.a.env_file[0]: gone.env: no such file",
        "services: {a: {image: i, labels: {drayage.app: x}}} | services.a.labels: drayage.app is Drayage's own",
        "services: {a: {image: i, depends_on: [b]}}   | service a depends on b, which the application does not have",
        "services: {a: {image: i, depends_on: {b: {condition: maybe}}}, b: {image: i}} | services.a.depends_on.b.condition: it is not known",
        "services: {a: {image: i, depends_on: {b: {condition: service_healthy}}}, b: {image: i}} | services.a.depends_on.b.condition: b has no health check",
        "services: {a: {image: i, depends_on: [b]}, b: {image: i, depends_on: [c]}, c: {image: i, depends_on: [a]}} | in a circle (a → b → c → a)",
        "services: {a: {image: i, depends_on: [a]}}   | in a circle (a → a)",
        "services: {a_b: {image: i}, a-b: {image: i}} | services a_b and a-b would have containers of one name",
        "services: {'a b': {image: i}}                | service name 'a b' is not valid",
        "services: {a: {image: '${X:?say which}'}}    | variable X is not set (say which)",
        "services: {a: {image: '${X'}}                | '${X' is no variable",
        "services: {a: {image: '$1'}}                 | '$1' is no variable",
        "services: {a: {image: i, x-drayage: {mode: fast}}}  | services.a.x-drayage: mode 'fast' is not known",
        "services: {a: {image: i, x-drayage: {move: both}}}  | services.a.x-drayage.move: 'both' is not known: use together, one-by-one",
        "services: {a: {image: i, x-drayage: {priority: 1001}}} | services.a.x-drayage: priority 1001 is not valid",
        "services: {a: {image: i, x-drayage: {health-path: /x}}} | services.a.x-drayage.health-path: it has no port",
        "services: {a: {image: i, x-drayage: {regulation: r.pem}}} | services.a.x-drayage.regulation: r.pem: no such file",
        "include: [x.yaml]                            | include: it is not followed",
        "services: {a: {image: i}}¶volumes: {v: {external: true}} | volumes.v.external: volumes belong to one container",
        "services: {a: {image: i}}¶networks: {n: {internal: true}} | networks.n.internal: networks are not separated",
        "x                                            | it is no map of keys",
        "a: [                                         | it is no valid YAML",
        "a: &x [*x]                                   | nested too deeply",
      })
  void aFileThatCannotBeTakenIsRefusedInOneLine(String file, String why) {
    assertThatThrownBy(() -> read(file.replace('¶', '\n')))
        .isInstanceOf(DocumentException.class)
        .message()
        .contains(why)
        .doesNotContain("\n");
  }

  @Test
  void aNameOfTheCommandLineGoesBeforeTheFiles() {
    String file = "name: own\nservices: {a: {image: i}}";

    assertThat(read(file).name()).isEqualTo("own");
    assertThat(
            ComposeFile.read(file, Optional.of("mine"), "fallback", Set.of(), Nearby.NOTHING)
                .name())
        .isEqualTo("mine");
    assertThat(read("services: {a: {image: i}}").name()).isEqualTo("fallback");
  }

  @Test
  void servicesOfAProfileAreLeftOutUnlessItIsNamed() {
    String file = "services: {a: {image: i}, b: {image: i, profiles: [debug]}}";

    assertThat(read(file).services()).hasSize(1);
    assertThat(read(file).notes()).singleElement().asString().contains("services.b", "debug");
    assertThat(
            ComposeFile.read(file, Optional.empty(), "f", Set.of("debug"), Nearby.NOTHING)
                .services())
        .hasSize(2);
  }

  @Test
  void anchorsAndMergesAreFollowed() {
    Application app =
        read(
            """
            x-base: &base {image: i, environment: {A: 1}, scale: 2}
            x-more: &more {image: j, user: nobody}
            services:
              a: *base
              b: {<<: *base, scale: 3}
              c: {<<: [*base, *more]}
            """);

    assertThat(service(app, "a").replicas()).isEqualTo(2);
    assertThat(service(app, "b").replicas()).isEqualTo(3);
    assertThat(service(app, "b").definition().image()).isEqualTo("i");
    assertThat(service(app, "c").definition().image()).as("the first wins").isEqualTo("i");
    assertThat(service(app, "c").definition().user()).isEqualTo("nobody");
  }

  @Test
  void aBombOfAliasesIsRefused() {
    String bomb =
        "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
            + IntStream.range(1, 8)
                .mapToObj(
                    i -> "a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)))
                .collect(Collectors.joining());

    assertThatThrownBy(() -> read(bomb))
        .isInstanceOf(DocumentException.class)
        .message()
        .contains("aliases counted as often as they are used");
  }

  @Test
  void aFileThatIsTooLongOrTooDeepIsRefused() {
    assertThatThrownBy(() -> read("a: " + "x".repeat(1 << 20)))
        .hasMessageContaining("1048576 are read");
    assertThatThrownBy(() -> read("a: " + "[".repeat(100) + "]".repeat(100)))
        .isInstanceOf(DocumentException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void tooManyServicesAndContainersAreRefused() {
    String many =
        IntStream.rangeClosed(1, 101)
            .mapToObj("  s%d: {image: i}\n"::formatted)
            .collect(Collectors.joining());
    String big =
        IntStream.rangeClosed(1, 3)
            .mapToObj("  s%d: {image: i, scale: 200}\n"::formatted)
            .collect(Collectors.joining());

    assertThatThrownBy(() -> read("services:\n" + many)).hasMessageContaining("at most 100");
    assertThatThrownBy(() -> read("services:\n" + big)).hasMessageContaining("at most 500");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "curl -f http://localhost:8080/health || exit 1; 8080; /health",
        "wget -qO- http://127.0.0.1/; 80; /",
        "/usr/bin/curl -fsS \"http://localhost:9000\"; 9000; /",
        "nc -z localhost 6379; 6379; ''",
        "nc -w 2 -z 127.0.0.1 6379 || exit 1; 6379; ''",
      })
  void aTestThatAsksAPortIsTakenForWhatItAsks(String test, int port, String path) {
    Application app =
        read("services: {a: {image: i, healthcheck: {test: ['CMD-SHELL', '%s']}}}".formatted(test));

    assertThat(service(app, "a").definition().health()).contains(new HealthCheck(port, path));
    assertThat(app.notes()).isEmpty();
  }

  @Test
  void filesOfVariablesComeBeforeTheEnvironment() {
    Application app =
        read(
            """
            services:
              a:
                image: i
                env_file: [one.env, {path: none.env, required: false}]
                environment: {B: own, C: $$5}
            """,
            new Nearby(
                Map.of(), Map.of("one.env", "# remark\nA='x y'\nB=theirs\nexport D=4 # four\n")));

    assertThat(service(app, "a").definition().env())
        .containsExactlyInAnyOrder("A=x y", "B=own", "C=$5", "D=4");
  }

  @Test
  void eachContainerMayHaveARegulationOfItsOwn() {
    Application app =
        read(
            """
            name: shop
            x-drayage: {regulation: "{container}.pem"}
            services: {my_db: {image: i, scale: 2}}
            """,
            new Nearby(Map.of(), Map.of("shop-my-db-1.pem", "one", "shop-my-db-2.pem", "two")));

    Definition definition = service(app, "my_db").definition();
    assertThat(definition.regulationOf(1)).contains("one");
    assertThat(definition.regulationOf(2)).contains("two");
  }

  private static Service service(Application application, String name) {
    return application.services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Application read(String file) {
    return read(file, Nearby.NOTHING);
  }

  private static Application read(String file, Surroundings surroundings) {
    return ComposeFile.read(file, Optional.empty(), "fallback", Set.of(), surroundings);
  }
}
