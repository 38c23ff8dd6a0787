package io.drayage.lab.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** lab.yaml as it is written, before any rule is checked; a key left out is null. */
record LabDocument(
    @Nullable Controller controller,
    @Nullable Defaults defaults,
    @Nullable List<Cloud> clouds,
    @Nullable List<Host> hosts) {

  record Controller(
      @Nullable String name, @Nullable String memory, @Nullable String bandwidth) {}

  record Defaults(@Nullable String memory, @Nullable String bandwidth) {}

  record Cloud(
      @Nullable String name, @Nullable String bandwidth, @Nullable List<Region> regions) {}

  record Region(@Nullable String name, @Nullable String country) {}

  record Host(
      @Nullable String name,
      @Nullable String cloud,
      @Nullable String region,
      @Nullable String memory,
      @Nullable String bandwidth) {}
}
