package io.drayage.preflight.probe;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.drayage.preflight.fact.Processor.SaveArea;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Reads CRIU's {@code cpuinfo.img}: two magic numbers, a length, and a protobuf message (CRIU's
 * images/cpuinfo.proto), of which the fields of the XSAVE area are wanted.
 */
final class SaveAreaImage {
  private static final int CPUINFO_MAGIC = 0x61404013;
  private static final int X86_ENTRY = 1;
  private static final int COMPONENTS = 8;
  private static final int SIZE = 9;
  private static final int LARGEST_SIZE = 10;

  private SaveAreaImage() {}

  /** The area; empty when the bytes are no such image, or say nothing of it. */
  static Optional<SaveArea> parse(byte[] image) {
    ByteBuffer buffer = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int first = buffer.getInt();
      if (first != CPUINFO_MAGIC && buffer.getInt() != CPUINFO_MAGIC) {
        return Optional.empty();
      }
      int length = buffer.getInt();
      return entry(CodedInputStream.newInstance(buffer.slice(buffer.position(), length)));
    } catch (BufferUnderflowException | IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Optional<SaveArea> entry(CodedInputStream message) throws IOException {
    for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == X86_ENTRY) {
        return area(CodedInputStream.newInstance(message.readByteArray()));
      }
      message.skipField(tag);
    }
    return Optional.empty();
  }

  private static Optional<SaveArea> area(CodedInputStream entry) throws IOException {
    long components = 0;
    int size = 0;
    int largest = 0;
    for (int tag = entry.readTag(); tag != 0; tag = entry.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case COMPONENTS -> components = entry.readUInt64();
        case SIZE -> size = entry.readUInt32();
        case LARGEST_SIZE -> largest = entry.readUInt32();
        default -> entry.skipField(tag);
      }
    }
    return size > 0 ? Optional.of(new SaveArea(components, size, largest)) : Optional.empty();
  }
}
