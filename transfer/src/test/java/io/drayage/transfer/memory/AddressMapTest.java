package io.drayage.transfer.memory;

import static io.drayage.transfer.page.PageRange.PAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.transfer.page.PageRange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressMapTest {
  @Test
  void nothingHasMovedAtFirst() {
    AddressMap map = new AddressMap();
    assertThat(map.image(0x7000)).isEqualTo(OptionalLong.of(0x7000));
    assertThat(map.runtime(0x7000).map(AddressMap.Place::runtime)).isEqualTo(Optional.of(0x7000L));
  }

  @Test
  void whatWasThereIsDropped() {
    AddressMap map = new AddressMap();
    assertThat(map.move(0x10000, 0x20000, 0x4000)).containsExactly(new PageRange(0x20000, 4));
    assertThat(map.image(0x10000)).isEmpty();
    assertThat(map.image(0x20000)).isEqualTo(OptionalLong.of(0x10000));
    assertThat(map.runtime(0x21000)).isEmpty();
  }

  @Test
  void manyMovesAreFollowedAsPageByPage() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    AddressMap map = new AddressMap();
    Map<Integer, Integer> model = new HashMap<>();
    for (int page = 0; page < 200; page++) {
      model.put(page, page);
    }
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(150);
      int pages = 1 + random.nextInt(40);
      int to = random.nextInt(150);
      if (Math.abs(from - to) < pages) {
        continue; // the kernel refuses to move a mapping onto itself
      }
      var _ = map.move((long) from * PAGE, (long) to * PAGE, (long) pages * PAGE);
      for (int page = 0; page < pages; page++) {
        Integer moved = model.remove(from + page);
        model.remove(to + page);
        if (moved != null) {
          model.put(to + page, moved);
        }
      }
    }
    AddressMap copy = map.copy();
    for (int page = 0; page < 200; page++) {
      Integer image = model.get(page);
      OptionalLong expected =
          image == null ? OptionalLong.empty() : OptionalLong.of((long) image * PAGE);
      assertThat(map.image((long) page * PAGE)).isEqualTo(expected);
      assertThat(copy.image((long) page * PAGE)).isEqualTo(expected);
      if (image != null) {
        assertThat(map.runtime((long) image * PAGE).map(AddressMap.Place::runtime))
            .isEqualTo(Optional.of((long) page * PAGE));
      }
    }
  }
}
