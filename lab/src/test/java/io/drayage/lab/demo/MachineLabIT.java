package io.drayage.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.lab.Lab;
import io.drayage.lab.LabServices;
import io.drayage.lab.demo.store.ObjectReader;
import io.drayage.lab.demo.store.ObjectStore;
import io.drayage.lab.demo.store.StoreAccess;
import io.drayage.lab.demo.workload.LocalStore;
import io.drayage.lab.demo.workload.WorkloadRoot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** The object store as a service of a real lab's host. */
class MachineLabIT {

  private final String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
  private final MachineLab lab =
      new MachineLab(name, List.of(LocalStore.program().libraries()), _ -> LabServices.none());

  @AfterEach
  void down() {
    lab.down();
  }

  @Test
  void theObjectStoreRunsInAHostAndEndsWithTheLab() throws IOException, InterruptedException {
    assertThat(WorkloadRoot.cachedRoot()).isDirectory();
    lab.start(System.err::println);
    var address = new InetSocketAddress(InetAddress.ofLiteral(lab.address("controller")), 9000);
    var host = lab.storeHost("controller");

    StoreAccess access = ObjectStore.start(LocalStore.program(), host, address, Clock.systemUTC());

    assertThat(host.isRunning()).isTrue();
    try (var reader = new ObjectReader(access)) {
      assertThatThrownBy(() -> reader.text("none", "time.txt"))
          .isInstanceOf(NoSuchBucketException.class);
    }
    lab.down();
    assertThat(Lab.names()).doesNotContain(name);
    assertThat(host.isRunning()).isFalse();
  }
}
