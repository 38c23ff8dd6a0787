package io.drayage.runtime.runc;

import io.drayage.platform.process.RunningProcess;
import io.drayage.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dump without the lazy memory ({@code runc checkpoint --lazy-pages}).
 *
 * <p>CRIU writes the images, says so, and then serves the memory as a page server to one client.
 * The agent reads the frozen tasks' memory itself and needs no such server: it connects and hangs
 * up, which CRIU takes for a client that wanted no page. What CRIU then does (give its pipes back,
 * let go of the tasks) needs no waiting before the images are sent.
 */
final class LazyDump {
  private static final Logger LOG = LoggerFactory.getLogger(LazyDump.class);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int CONNECT_MILLIS = 10_000;

  private final RunningProcess process;
  private final InetSocketAddress server;
  private final CompletableFuture<Boolean> images;

  private LazyDump(
      RunningProcess process, InetSocketAddress server, CompletableFuture<Boolean> images) {
    this.process = process;
    this.server = server;
    this.images = images;
  }

  static LazyDump start(Runc runc, String name, Path directory, Path work) {
    var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    var images = new CompletableFuture<Boolean>();
    RunningProcess process =
        runc.checkpoint(name, directory, work, server.getPort()).stdout(new Signal(images)).start();
    var _ = process.onExit().thenAccept(exit -> images.complete(exit == 0));
    return new LazyDump(process, server, images);
  }

  /** Waits until the images are whole; false when the dump failed. */
  boolean awaitImages() {
    try {
      boolean there = images.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (there) {
        hangUp();
      }
      return there;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure("the dump was interrupted");
    } catch (ExecutionException | TimeoutException e) {
      process.kill();
      return false;
    }
  }

  /** Waits until CRIU let go of the tasks. */
  void awaitEnd() {
    try {
      if (process.await(LONGEST).isEmpty()) {
        process.kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last words of a dump that failed. */
  String stderr() {
    return process.stderrTail();
  }

  private void hangUp() {
    try (var socket = new Socket()) {
      socket.connect(server, CONNECT_MILLIS);
    } catch (IOException e) {
      LOG.warn("CRIU's page server on {} was not there: {}", server, e.getMessage());
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is free", e);
    }
  }

  /** Completes a future at the first byte. */
  private static final class Signal extends OutputStream {
    private final CompletableFuture<Boolean> future;

    Signal(CompletableFuture<Boolean> future) {
      this.future = future;
    }

    @Override
    public void write(int b) {
      future.complete(true);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (length > 0) {
        future.complete(true);
      }
    }
  }
}
