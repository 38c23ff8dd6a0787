package io.drayage.transfer.checkpoint;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** CRIU's {@code mm-PID.img}: the mappings of a dumped task (CRIU, images/mm.proto). */
final class MappingsImage {
  private static final int MAGIC = 0x57492820;
  private static final int VMAS_FIELD = 14;

  private MappingsImage() {}

  /** The mappings, by ascending addresses. */
  static List<Vma> read(Path file) throws IOException {
    var mappings = new ArrayList<Vma>();
    CodedInputStream in = CodedInputStream.newInstance(message(file));
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == VMAS_FIELD) {
        mappings.add(Vma.parse(in.readByteArray()));
      } else {
        in.skipField(tag);
      }
    }
    return mappings;
  }

  /** Adds mappings behind those that are there. */
  static void append(Path file, List<Vma> more) throws IOException {
    var bytes = new ByteArrayOutputStream();
    // Messages that follow each other are one message with the fields of both.
    bytes.write(message(file));
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    for (Vma vma : more) {
      out.writeByteArray(VMAS_FIELD, vma.encode());
    }
    out.flush();
    new ImageFile(MAGIC, List.of(bytes.toByteArray())).write(file);
  }

  private static byte[] message(Path file) throws IOException {
    List<byte[]> entries = ImageFile.read(file, MAGIC, "list of mappings").entries();
    if (entries.size() != 1) {
      throw new IOException("image %s has %d entries, not one".formatted(file, entries.size()));
    }
    return entries.getFirst();
  }
}
