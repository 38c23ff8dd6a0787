package io.drayage.lab.demo.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where s3proxy is: a real S3 server (SigV4 and all) that keeps its objects in a directory. It runs
 * in a JVM of its own with jars of its own.
 *
 * @param java the Java launcher
 * @param libraries the directory that holds s3proxy and its dependencies
 */
public record S3ProxyProgram(Path java, Path libraries) {

  private static final String LOGBACK =
      """
      <configuration>
        <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%d %-5level %logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="WARN"><appender-ref ref="out"/></root>
      </configuration>
      """;

  /** Whether the jars are there. */
  public boolean installed() {
    if (!Files.isDirectory(libraries)) {
      return false;
    }
    try (Stream<Path> jars = Files.list(libraries)) {
      return jars.anyMatch(jar -> String.valueOf(jar.getFileName()).startsWith("s3proxy-"));
    } catch (IOException _) {
      return false;
    }
  }

  /**
   * Writes the server's configuration below {@code directory}, readable by its owner alone because
   * it holds the secret key.
   */
  void configure(Path directory, StoreAccess access) throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(directory.resolve("logback.xml"), LOGBACK);
    Path properties = properties(directory);
    Files.createFile(
        properties,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        properties,
        String.join(
            "\n",
            "s3proxy.endpoint=" + access.endpoint(),
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + access.accessKey(),
            "s3proxy.credential=" + access.secretKey(),
            "jclouds.provider=filesystem-nio2",
            "jclouds.filesystem.basedir=" + data,
            ""),
        StandardCharsets.UTF_8);
  }

  /** The command that runs the server configured in {@code directory}; it holds no secret. */
  List<String> command(Path directory) {
    return List.of(
        java.toString(),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dlogback.configurationFile=" + directory.resolve("logback.xml"),
        "-cp",
        libraries + "/*",
        "org.gaul.s3proxy.Main",
        "--properties",
        properties(directory).toString());
  }

  private static Path properties(Path directory) {
    return directory.resolve("s3proxy.properties");
  }
}
