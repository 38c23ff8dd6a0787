package io.drayage.transfer.stream;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * One frame: a type byte, a length of four bytes (big-endian), the payload, and the payload's
 * CRC-32C (RFC 3720) in four bytes.
 *
 * @param type what the payload means
 * @param payload an array of its own, or a shared one of which {@code length} bytes count
 * @param length bytes of the payload that count
 */
// Frames are compared by nobody; a copy of each payload would cost a page stream half its speed.
@SuppressWarnings("ArrayRecordComponent")
record Frame(Type type, byte[] payload, int length) {
  /** The largest payload, in bytes: what a peer can make this end allocate. */
  static final int MAX_PAYLOAD = 256 * 1024;

  /** What a frame means; the code is its form on the wire and never changes. */
  enum Type {
    HEADER(1),
    ACCEPT(2),
    ITEM(3),
    DATA(4),
    ITEM_END(5),
    BARRIER(6),
    ACK(7),
    REFUSE(8),
    PAGES(9),
    STALE(10),
    REQUEST(11),
    RECEIVED(12);

    private static final Type[] ALL = values();

    private final int code;

    Type(int code) {
      this.code = code;
    }

    static Type of(int code) throws StreamException {
      for (Type type : ALL) {
        if (type.code == code) {
          return type;
        }
      }
      throw new StreamException("the stream holds a frame of unknown type " + code);
    }
  }

  static Frame of(Type type, byte[] payload) {
    return new Frame(type, payload, payload.length);
  }

  static Frame of(Type type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Frame(type, bytes, Math.min(bytes.length, MAX_PAYLOAD));
  }

  String text() {
    return new String(payload, 0, length, StandardCharsets.UTF_8);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(type.code);
    out.writeInt(length);
    out.write(payload, 0, length);
    out.writeInt(checksum(payload, length));
  }

  /** Reads the next frame into {@code buffer}, which the frame then shares. */
  static Frame read(DataInputStream in, byte[] buffer) throws IOException {
    return read(in.readUnsignedByte(), in, buffer);
  }

  /** Reads the rest of a frame whose type byte was read. */
  static Frame read(int code, DataInputStream in, byte[] buffer) throws IOException {
    Type type = Type.of(code);
    int length = in.readInt();
    if (length < 0 || length > buffer.length) {
      throw new StreamException(
          "the stream holds a frame of %d bytes, more than the %d allowed"
              .formatted(length, buffer.length));
    }
    in.readFully(buffer, 0, length);
    if (in.readInt() != checksum(buffer, length)) {
      throw new StreamException("the stream was altered on its way: a checksum does not match");
    }
    return new Frame(type, buffer, length);
  }

  private static int checksum(byte[] bytes, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
