package io.drayage.transfer.stream;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What a receiver says, read as it comes on a thread of its own: what it has received goes to the
 * link's rate, the rest waits here for whoever expects it. The thread ends with the connection.
 */
final class Answers {
  /** Answers that wait at most: a receiver that says more is not read any further. */
  private static final int MOST_WAITING = 64;

  /** What was read: a frame, or why there will be no other; neither at the stream's proper end. */
  private record Answer(Optional<Frame> frame, Optional<IOException> broken) {}

  private final BlockingQueue<Answer> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final DataInputStream in;
  private final LinkRate link;
  private final Thread reader;

  private Answers(DataInputStream in, LinkRate link) {
    this.in = in;
    this.link = link;
    this.reader = Thread.ofVirtual().name("stream-answers").unstarted(this::run);
  }

  /**
   * Begins to read.
   *
   * @param in of which nobody else reads; closing its socket ends the reading
   */
  static Answers read(DataInputStream in, LinkRate link) {
    var answers = new Answers(in, link);
    answers.reader.start();
    return answers;
  }

  /**
   * Waits for the next answer.
   *
   * @return empty when the receiver has closed the stream
   * @throws StreamException when it refused, with its reason
   * @throws IOException when the stream broke, or nothing came in time
   */
  Optional<Frame> next(Duration patience) throws IOException {
    try {
      Answer answer = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (answer == null) {
        throw new IOException("the receiver did not answer within " + patience.toSeconds() + " s");
      }
      if (answer.frame().isEmpty()) {
        waiting.offer(answer); // whoever asks again gets the same
      }
      if (answer.broken().isPresent()) {
        throw again(answer.broken().get());
      }
      return answer.frame();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("waiting for the receiver's answer was interrupted", e);
    }
  }

  /** Stops reading, once the connection is closed: nobody takes what waits. */
  void end() {
    reader.interrupt();
  }

  private void run() {
    var last = new Answer(Optional.empty(), Optional.empty());
    try {
      last = readAll();
      waiting.put(last);
    } catch (InterruptedException e) {
      // Closed here: nobody takes what waits, but whoever waits for more must learn it.
      while (!waiting.offer(last)) {
        waiting.poll();
      }
    }
  }

  private Answer readAll() throws InterruptedException {
    byte[] buffer = new byte[Frame.MAX_PAYLOAD];
    try {
      for (int type = in.read(); type >= 0; type = in.read()) {
        Frame frame = Frame.read(type, in, buffer);
        switch (frame.type()) {
          case RECEIVED -> link.received(number(frame), System.nanoTime());
          case REFUSE -> {
            return new Answer(Optional.empty(), Optional.of(new StreamException(frame.text())));
          }
          default -> {
            var own = Frame.of(frame.type(), Arrays.copyOf(frame.payload(), frame.length()));
            waiting.put(new Answer(Optional.of(own), Optional.empty()));
          }
        }
      }
      return new Answer(Optional.empty(), Optional.empty());
    } catch (IOException e) {
      return new Answer(Optional.empty(), Optional.of(e));
    }
  }

  /** One of its own for each who asks: a caller may add others' failures to what it gets. */
  private static IOException again(IOException broken) {
    String message = String.valueOf(broken.getMessage());
    return broken instanceof StreamException
        ? new StreamException(message)
        : new IOException(message, broken);
  }

  private static long number(Frame frame) throws StreamException {
    if (frame.length() != Long.BYTES) {
      throw new StreamException(
          "a number of received bytes has %d bytes".formatted(frame.length()));
    }
    return ByteBuffer.wrap(frame.payload(), 0, frame.length()).getLong();
  }
}
