package io.drayage.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HAProxy's runtime API over its Unix socket (HAProxy Management Guide, 9.3): one connection for
 * each command. Thread-safe.
 */
final class AdminSocket {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final int LARGEST_ANSWER = 1 << 20;
  // HAProxy takes a command with its payload into one buffer of 16 KiB.
  private static final int LARGEST_PAYLOAD = 8000;
  private static final Pattern VERSION = Pattern.compile("New version created: (\\d+)");

  private final Path path;

  AdminSocket(Path path) {
    this.path = path;
  }

  /**
   * Gives a command and returns the answer.
   *
   * @throws GatewayException when none comes within a second
   */
  String ask(String command) {
    var answer = new CompletableFuture<String>();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      Thread.ofVirtual().name("haproxy").start(() -> exchange(channel, command, answer));
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | ExecutionException | TimeoutException e) {
      throw new GatewayException("HAProxy does not answer at " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException("interrupted while HAProxy was asked", e);
    }
  }

  /** Makes a map's content another one, at once. */
  void replace(Path map, List<String> entries) {
    Matcher version = VERSION.matcher(ask("prepare map " + map));
    if (!version.find()) {
      throw new GatewayException("HAProxy cannot change " + map);
    }
    String begun = "@" + version.group(1) + " " + map;
    for (String payload : payloads(entries)) {
      String answer = ask("add map %s <<\n%s\n".formatted(begun, payload));
      if (!answer.isBlank()) {
        throw new GatewayException("HAProxy cannot change %s: %s".formatted(map, answer.strip()));
      }
    }
    String _ = ask("commit map " + begun);
  }

  private static List<String> payloads(List<String> entries) {
    var payloads = new ArrayList<String>();
    var next = new StringBuilder();
    for (String entry : entries) {
      if (!next.isEmpty() && next.length() + entry.length() > LARGEST_PAYLOAD) {
        payloads.add(next.toString());
        next.setLength(0);
      }
      next.append(entry).append('\n');
    }
    if (!next.isEmpty()) {
      payloads.add(next.toString());
    }
    return payloads;
  }

  private void exchange(SocketChannel channel, String command, CompletableFuture<String> answer) {
    try {
      boolean _ = channel.connect(UnixDomainSocketAddress.of(path));
      ByteBuffer question = StandardCharsets.UTF_8.encode(command + "\n");
      while (question.hasRemaining()) {
        channel.write(question);
      }
      var heard = new ByteArrayOutputStream();
      ByteBuffer piece = ByteBuffer.allocate(8192);
      while (channel.read(piece) >= 0 && heard.size() < LARGEST_ANSWER) {
        heard.write(piece.array(), 0, piece.position());
        piece.clear();
      }
      answer.complete(heard.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      answer.completeExceptionally(e);
    }
  }
}
