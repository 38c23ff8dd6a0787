package io.drayage.lab.demo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledPackagesTest {

  @TempDir private Path directory;
  private DebianRoot root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = new DebianRoot(directory);
  }

  @Test
  void theClosureFollowsDependenciesAndPreDependencies() throws IOException {
    root.install("app", "Depends: lib (>= 2), runtime:any\nPre-Depends: early\n");
    root.install("lib", "Depends: deep\n");
    for (String leaf : List.of("runtime", "early", "deep", "other")) {
      root.install(leaf, "");
    }

    assertThat(closure("app")).containsExactly("app", "deep", "early", "lib", "runtime");
  }

  @Test
  void anAlternativeThatIsInstalledSatisfies() throws IOException {
    root.install("app", "Depends: missing | present\n");
    root.install("present", "");

    assertThat(closure("app")).containsExactly("app", "present");
  }

  @Test
  void aVirtualPackageIsSatisfiedByItsProvider() throws IOException {
    root.install("app", "Depends: virtual (>= 1)\n");
    root.install("provider", "Provides: virtual (= 1.2), another\n");

    assertThat(closure("app")).containsExactly("app", "provider");
  }

  @Test
  void packagesThatDependOnEachOtherEnd() throws IOException {
    root.install("one", "Depends: two\n");
    root.install("two", "Depends: one\n");

    assertThat(closure("one")).containsExactly("one", "two");
  }

  @Test
  void aPackageThatIsNotInstalledIsNamedWithTheCure() {
    assertThatThrownBy(() -> closure("app"))
        .isInstanceOf(ImageBuildException.class)
        .hasMessageContaining("lacks the package app")
        .hasMessageContaining("remove the root");
  }

  @Test
  void aDependencyThatNothingSatisfiesIsNamed() throws IOException {
    root.install("app", "Depends: nothing\n");

    assertThatThrownBy(() -> closure("app"))
        .isInstanceOf(ImageBuildException.class)
        .hasMessageContaining("app lacks its dependency nothing");
  }

  private List<String> closure(String name) throws IOException {
    return List.copyOf(InstalledPackages.in(directory).closure(List.of(name)).keySet());
  }
}
