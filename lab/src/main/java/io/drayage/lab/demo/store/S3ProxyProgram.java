package io.drayage.lab.demo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where s3proxy is: a real S3 server (SigV4 and all), here with its objects in memory. It runs in a
 * JVM of its own with jars of its own.
 *
 * @param libraries the directory that holds s3proxy and its dependencies, at the same path for this
 *     process and for the server
 */
public record S3ProxyProgram(Path libraries) {

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

  /** Writes the server's configuration; the secret key is in it and nowhere else. */
  void configure(StoreHost host, StoreAccess access) {
    host.write(logback(host), LOGBACK);
    host.write(
        properties(host),
        String.join(
            "\n",
            "s3proxy.endpoint=" + access.endpoint(),
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + access.accessKey(),
            "s3proxy.credential=" + access.secretKey(),
            "jclouds.provider=transient-nio2",
            ""));
  }

  /** The command that runs the configured server; it holds no secret. */
  List<String> command(StoreHost host) {
    return List.of(
        host.java(),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Dlogback.configurationFile=" + logback(host),
        "-cp",
        libraries + "/*",
        "org.gaul.s3proxy.Main",
        "--properties",
        properties(host));
  }

  private static String properties(StoreHost host) {
    return host.directory() + "/s3proxy.properties";
  }

  private static String logback(StoreHost host) {
    return host.directory() + "/logback.xml";
  }
}
