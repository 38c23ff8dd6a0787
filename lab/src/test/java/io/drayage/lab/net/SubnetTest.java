package io.drayage.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubnetTest {
  @Test
  void machinesRouterAndContainersHaveTheirParts() {
    Subnet subnet = new Subnet(2);

    assertThat(subnet.cidr()).isEqualTo("10.98.0.0/16");
    assertThat(subnet.machineAddress()).isEqualTo("10.98.0.2");
    assertThat(subnet.machineGateway()).isEqualTo("10.98.0.1");
    assertThat(subnet.address(1)).isEqualTo("10.98.1.2");
    assertThat(subnet.gateway(127)).isEqualTo("10.98.127.1");
    assertThat(subnet.containers()).isEqualTo("10.98.128.0/17");
  }

  @Test
  void aMachinesAddressIsNeverAContainers() {
    assertThatThrownBy(() -> new Subnet(0).address(128))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Subnet(0).address(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLastSubnetIsStillPrivate() {
    assertThat(new Subnet(Subnet.LAST_INDEX).cidr()).isEqualTo("10.255.0.0/16");
    assertThatThrownBy(() -> new Subnet(Subnet.LAST_INDEX + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
