package io.drayage.transfer.stream;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Streams as a hostile peer may send them: valid ones, changed by chance. One thread. */
final class HostileBytes {
  private static final int[] EXTREMES = {
    0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20, (1 << 20) + 1, Frame.MAX_PAYLOAD + 1
  };
  private static final int MOST_CHANGES = 4;

  private final Random random;

  HostileBytes(long seed) {
    this.random = new Random(seed);
  }

  /** A stream whose frames were changed, their checksums being right, or whose bytes were. */
  byte[] from(List<Frame> valid) {
    var frames = new ArrayList<>(valid);
    boolean whole = random.nextBoolean();
    for (int i = random.nextInt(MOST_CHANGES); whole && i >= 0; i--) {
      change(frames);
    }
    byte[] bytes = bytes(frames);
    return whole ? bytes : changed(bytes);
  }

  private void change(List<Frame> frames) {
    if (frames.isEmpty()) {
      return;
    }
    int at = random.nextInt(frames.size());
    Frame frame = frames.get(at);
    byte[] payload = java.util.Arrays.copyOf(frame.payload(), frame.length());
    switch (random.nextInt(6)) {
      case 0 -> frames.remove(at);
      case 1 -> frames.add(random.nextInt(frames.size()), frame);
      case 2 -> frames.set(at, Frame.of(any(Frame.Type.values()), payload));
      default -> frames.set(at, Frame.of(frame.type(), changed(payload)));
    }
  }

  /** Some bytes flipped, cut off, made extreme, or random. */
  byte[] changed(byte[] original) {
    byte[] bytes = original.clone();
    if (bytes.length == 0) {
      return new byte[random.nextInt(8)];
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes = java.util.Arrays.copyOf(bytes, at);
      case 2 -> {
        if (bytes.length >= Integer.BYTES) {
          int place = random.nextInt(bytes.length - Integer.BYTES + 1);
          ByteBuffer.wrap(bytes).putInt(place, EXTREMES[random.nextInt(EXTREMES.length)]);
        }
      }
      default -> {
        for (int i = at; i < Math.min(bytes.length, at + 16); i++) {
          bytes[i] = (byte) random.nextInt();
        }
      }
    }
    return bytes;
  }

  private <T> T any(T[] from) {
    return from[random.nextInt(from.length)];
  }

  static byte[] bytes(List<Frame> frames) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      for (Frame frame : frames) {
        frame.write(out);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
