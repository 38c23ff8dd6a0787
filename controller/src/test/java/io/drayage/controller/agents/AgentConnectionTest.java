package io.drayage.controller.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.model.host.Host;
import io.drayage.model.host.HostFacts;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.ControllerMessage;
import io.drayage.protocol.v1.Release;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentConnectionTest {
  private static final Host HOST = new Host("madrid", "aws", "eu", "ES", "192.0.2.1", 1L << 30);

  @Test
  void commandOnACallThatIsOverIsLostAndNotADefect() {
    assertLost(Status.CANCELLED.asRuntimeException());
    assertLost(new IllegalStateException("call already half-closed"));
  }

  @Test
  void silentAgentIsGivenUpOnWithoutKnowingWhatItDid() {
    var agents = new ScriptedAgents();
    AgentConnection connection = agents.connect(HOST);
    agents.ignore("madrid RELEASE");

    assertThatThrownBy(() -> connection.send(release(), Duration.ofMillis(200)))
        .isInstanceOfSatisfying(AgentFailure.class, e -> assertThat(e.lost()).isTrue())
        .hasMessageContaining("did not finish");
  }

  @Test
  void refusalIsNotALoss() {
    var agents = new ScriptedAgents();
    AgentConnection connection = agents.connect(HOST);
    agents.fail("madrid RELEASE", "epoch 1 is over");

    assertThatThrownBy(() -> connection.send(release(), Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(AgentFailure.class, e -> assertThat(e.lost()).isFalse())
        .hasMessage("epoch 1 is over");
  }

  @Test
  void laterConnectionOfAHostEndsTheEarlierOne() {
    var agents = new ScriptedAgents();
    AgentConnection first = agents.connect(HOST);
    AgentConnection second = agents.connect(HOST);

    assertThat(agents.registry().require("madrid")).isSameAs(second);
    assertThatThrownBy(() -> first.send(release(), Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(AgentFailure.class, e -> assertThat(e.lost()).isTrue());
    agents.registry().disconnected(first);
    assertThat(agents.registry().find("madrid")).contains(second);
  }

  private static void assertLost(RuntimeException onNext) {
    var down =
        new StreamObserver<ControllerMessage>() {
          @Override
          public void onNext(ControllerMessage message) {
            throw onNext;
          }

          @Override
          public void onError(Throwable cause) {}

          @Override
          public void onCompleted() {}
        };
    var facts = new HostFacts("6.12", "amd64", "runc 1.1", true, "criu 4.2.1", true);
    var connection = new AgentConnection(HOST, facts, 7000, ScriptedAgents.evidence(HOST), down);

    assertThatThrownBy(() -> connection.send(release(), Duration.ofSeconds(20)))
        .isInstanceOfSatisfying(AgentFailure.class, e -> assertThat(e.lost()).isTrue())
        .hasMessageContaining("is not connected");
  }

  private static Command.Builder release() {
    return Command.newBuilder().setRelease(Release.newBuilder().setName("redis"));
  }
}
