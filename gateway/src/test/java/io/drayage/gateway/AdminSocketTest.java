package io.drayage.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a socket that answers as HAProxy's does. */
class AdminSocketTest {
  private static final Path MAP = Path.of("/maps/names.map");

  @TempDir private Path directory;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private ServerSocketChannel server;
  private AdminSocket admin;
  private volatile boolean silent;

  @BeforeEach
  void listen() throws IOException {
    Path path = directory.resolve("admin.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    admin = new AdminSocket(path);
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aMapIsReplacedInOneStepHoweverManyPiecesItsEntriesTake() {
    List<String> entries =
        IntStream.range(0, 1000).mapToObj("name%d.test kv|10.0.0.1|1"::formatted).toList();

    admin.replace(MAP, entries);

    assertThat(heard).hasSizeGreaterThan(3);
    assertThat(heard.getFirst()).isEqualTo("prepare map /maps/names.map\n");
    assertThat(heard.getLast()).isEqualTo("commit map @7 /maps/names.map\n");
    assertThat(String.join("", heard)).contains(entries);
    assertThat(heard).allSatisfy(command -> assertThat(command.length()).isLessThan(16_000));
  }

  @Test
  void oneThatDoesNotAnswerIsAnError() {
    silent = true;

    assertThatThrownBy(() -> admin.ask("show info"))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("does not answer");
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        answer(server.accept());
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(SocketChannel client) throws IOException {
    if (silent) {
      return;
    }
    try (client) {
      ByteBuffer piece = ByteBuffer.allocate(1 << 16);
      var command = new StringBuilder();
      // A command ends with its line, one with a payload with an empty line.
      do {
        client.read(piece);
        command.append(StandardCharsets.UTF_8.decode(piece.flip()));
        piece.clear();
      } while (!command.toString().endsWith(command.indexOf("<<") < 0 ? "\n" : "\n\n"));
      heard.add(command.toString());
      String text = command.indexOf("prepare") == 0 ? "New version created: 7\n\n" : "\n";
      client.write(StandardCharsets.UTF_8.encode(text));
    }
  }
}
