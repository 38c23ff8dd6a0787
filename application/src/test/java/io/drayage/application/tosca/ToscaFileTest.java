package io.drayage.application.tosca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.application.Application;
import io.drayage.application.Condition;
import io.drayage.application.Dependency;
import io.drayage.application.Service;
import io.drayage.application.document.DocumentException;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.Volume;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToscaFileTest {
  private static final String BLUEPRINT =
      """
      tosca_definitions_version: tosca_simple_yaml_1_3
      metadata: {template_name: shop}
      topology_template:
        inputs:
          mode: {type: string, default: fast}
        node_templates:
          machine:
            type: tosca.nodes.Compute
            properties: {cloud: gcp}
            capabilities:
              host: {properties: {mem_size: 256 MiB, num_cpus: 2}}
          mysql:
            type: tosca.nodes.DBMS
            properties:
              image: mysql
              port: 3306
              health_port: 3306
              volumes: ["data:/var/lib/mysql"]
              root_password: secret
            requirements:
              - host: machine
          shop_db:
            type: tosca.nodes.Database
            requirements:
              - host: mysql
          tomcat:
            type: tosca.nodes.WebServer
            artifacts:
              image: {type: tosca.artifacts.Deployment.Image.Container.Docker, file: tomcat}
            properties:
              environment: {MODE: {get_input: mode}}
            capabilities:
              scalable: {properties: {default_instances: 3}}
            requirements:
              - host: {node: machine, relationship: tosca.relationships.HostedOn}
          shop_app:
            type: tosca.nodes.WebApplication
            interfaces: {Standard: {start: run.sh}}
            requirements:
              - host: tomcat
              - database: {node: shop_db, relationship: tosca.relationships.ConnectsTo}
              - gadget: machine
      """;

  @Test
  void aBlueprintOfAWebApplicationBecomesServices() {
    Application shop = ToscaFile.read(BLUEPRINT, Optional.empty(), "fallback");

    assertThat(shop.name()).isEqualTo("shop");
    assertThat(shop.inStartOrder().stream().map(Service::name)).containsExactly("mysql", "tomcat");
    Service mysql = shop.services().getFirst();
    assertThat(mysql.definition().image()).isEqualTo("mysql");
    assertThat(mysql.definition().health()).contains(new HealthCheck(3306, ""));
    assertThat(mysql.definition().volumes()).containsExactly(new Volume("data", "/var/lib/mysql"));
    assertThat(mysql.definition().memoryBytes()).isEqualTo(256L << 20);
    assertThat(mysql.placement().clouds()).containsExactly("gcp");
    assertThat(mysql.ports()).containsExactly("3306");
    Service tomcat = shop.services().getLast();
    assertThat(tomcat.definition().image()).isEqualTo("tomcat");
    assertThat(tomcat.replicas()).isEqualTo(3);
    assertThat(tomcat.definition().env()).containsExactly("MODE=fast");
    assertThat(tomcat.dependencies()).containsExactly(new Dependency("mysql", Condition.HEALTHY));
  }

  @Test
  void whatIsNotUnderstoodIsNamedByItsPathAndNeverWithAValue() {
    List<String> notes = ToscaFile.read(BLUEPRINT, Optional.empty(), "fallback").notes();

    String nodes = "topology_template.node_templates.";
    assertThat(notes)
        .doesNotHaveDuplicates()
        .anyMatch(note -> note.startsWith(nodes + "mysql.properties.port: not published"))
        .anyMatch(note -> note.startsWith(nodes + "mysql.properties.root_password: "))
        .anyMatch(note -> note.startsWith(nodes + "shop_app.requirements.gadget: "))
        .anyMatch(note -> note.startsWith(nodes + "shop_app.interfaces: "))
        .anyMatch(note -> note.contains("num_cpus: not enforced"))
        .noneMatch(note -> note.contains("secret"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tosca_definitions_version: tosca_2_0 | tosca_definitions_version: 'tosca_2_0' is not read",
        "tosca_definitions_version: tosca_simple_yaml_1_3 | topology_template: it is missing",
        "{a: {type: X}}                       | node_templates.a: it has no image",
        "{a: {properties: {image: i}}}        | node_templates.a.type: it is missing",
        "{a: {type: X, properties: {image: i}, requirements: [{host: b}]}} | node b is not among the node_templates",
        "{a: {type: X, requirements: [{host: b}]}, b: {type: X, requirements: [{host: a}]}} | it is hosted on itself",
        "{a: {type: X, properties: {image: {get_input: x}}}} | input x is not declared",
        "{a: {type: X, properties: {image: i, environment: {K: {get_attribute: [a, b]}}}}} | only get_input is understood",
        "{a: {type: X, properties: {image: i, health_port: web}}} | node_templates.a.properties.health_port: 'web' is no whole number",
        "{a: {type: X, properties: {image: i}, requirements: [{dependency: b}]}, b: {type: X, properties: {image: i}, requirements: [{dependency: a}]}} | in a circle (a → b → a)",
      })
  void aFileThatCannotBeTakenIsRefusedInOneLine(String nodes, String why) {
    String file =
        nodes.startsWith("{")
            ? """
            tosca_definitions_version: tosca_simple_yaml_1_3
            topology_template: {node_templates: %s}
            """
                .formatted(nodes)
            : nodes;

    assertThatThrownBy(() -> ToscaFile.read(file, Optional.empty(), "app"))
        .isInstanceOf(DocumentException.class)
        .message()
        .contains(why)
        .doesNotContain("\n");
  }
}
