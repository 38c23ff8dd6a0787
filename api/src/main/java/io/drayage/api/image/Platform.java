package io.drayage.api.image;

/** An operating system and a CPU architecture as OCI names them: {@code linux/amd64}. */
public record Platform(String os, String architecture) {
  /** Linux on this machine's CPU. */
  public static Platform current() {
    String arch = System.getProperty("os.arch", "");
    return new Platform(
        "linux",
        switch (arch) {
          case "x86_64" -> "amd64";
          case "aarch64" -> "arm64";
          default -> arch;
        });
  }

  @Override
  public String toString() {
    return os + "/" + architecture;
  }
}
