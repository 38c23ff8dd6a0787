package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.model.migration.Mode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory that is written all the time arrives byte for byte, however it crosses. */
@ExtendWith(TestLab.class)
class ModesIT {
  @BeforeAll
  static void image() {
    TestLab.importImage(WorkloadImages.memory());
  }

  @ParameterizedTest
  @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "STATELESS")
  void forkedChildrenAndThreadsThatWriteMoveThereAndBack(Mode mode) {
    String name = "memory-" + mode.word();
    var workload =
        MemoryWorkload.start(
            name, A, "--memory", "64", "--dirty", "10", "--children", "2", "--threads", "3");
    try (Connection open = workload.connect();
        Heart heart = new Heart(workload)) {
      for (String to : new String[] {B, A}) {
        var moved = TestLab.json("migrate", name, "--to", to, "--mode", mode.word());

        assertThat(moved.path("state").asString()).isEqualTo("MIGRATED");
        MemoryWorkload.mustBeWhole(open);
        assertThat(TestLab.copies(name)).containsExactly(to);
        assertThat(TestLab.traces(name, to.equals(A) ? B : A)).isEmpty();
      }
      assertThat(heart.stop()).isPositive();
    }
    TestLab.succeed("rm", "--force", name);
  }
}
