package io.drayage.lab.demo.workload;

import io.drayage.lab.demo.store.S3ProxyProgram;
import io.drayage.lab.demo.store.StoreHost;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** This machine as the place of an object store. */
public final class LocalStore implements StoreHost {

  private final Path directory;
  private @Nullable RunningProcess process;

  public LocalStore(Path directory) {
    this.directory = directory;
  }

  /** The object store as the build resolved it. */
  public static S3ProxyProgram program() {
    return new S3ProxyProgram(Path.of("../object-store/target/s3proxy").toAbsolutePath());
  }

  @Override
  public String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  @Override
  public String directory() {
    return directory.toString();
  }

  @Override
  public void write(String path, String text) {
    try {
      Path file = Path.of(path);
      Files.createDirectories(directory);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start(List<String> command) {
    process = Subprocess.of(command).appendOutput(log()).start();
  }

  @Override
  public boolean isRunning() {
    return process != null && process.alive();
  }

  @Override
  public Path log() {
    return directory.resolve("log");
  }

  /** Sends the server a signal: STOP, CONT. */
  public void signal(String name) {
    if (process != null) {
      Subprocess.of("kill", "-" + name, Long.toString(process.pid())).runOrThrow();
    }
  }

  @Override
  public void stop() {
    if (process != null) {
      process.kill();
      process.onExit().join();
    }
  }
}
