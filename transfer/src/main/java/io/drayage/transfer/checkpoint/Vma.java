package io.drayage.transfer.checkpoint;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A mapping of a dumped task as CRIU describes it: a {@code vma_entry} (CRIU, images/vma.proto).
 *
 * @param start its first byte
 * @param end the first byte after it
 * @param flags of mmap(2)
 * @param status CRIU's own bits (criu/include/image.h)
 */
record Vma(long start, long end, int flags, int status) {
  private static final int MAP_PRIVATE = 0x02;
  private static final int MAP_DROPPABLE = 0x08;
  private static final int MAP_ANONYMOUS = 0x20;
  private static final int MAP_LOCKED = 0x2000;
  private static final int MAP_HUGETLB = 0x40000;

  private static final int REGULAR = 1;
  private static final int VSYSCALL = 1 << 2;
  private static final int VDSO = 1 << 3;
  private static final int FILE_PRIVATE = 1 << 6;
  private static final int ANON_PRIVATE = 1 << 9;
  private static final int VVAR = 1 << 12;
  private static final int AIO_RING = 1 << 13;
  private static final int SHADOW_STACK = 1 << 15;
  private static final int GUARD = 1 << 16;

  private static final int START_FIELD = 1;
  private static final int END_FIELD = 2;
  private static final int FLAGS_FIELD = 6;
  private static final int STATUS_FIELD = 7;

  static Vma parse(byte[] message) throws IOException {
    long start = 0;
    long end = 0;
    int flags = 0;
    int status = 0;
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case START_FIELD -> start = in.readUInt64();
        case END_FIELD -> end = in.readUInt64();
        case FLAGS_FIELD -> flags = in.readUInt32();
        case STATUS_FIELD -> status = in.readUInt32();
        default -> in.skipField(tag);
      }
    }
    return new Vma(start, end, flags, status);
  }

  /** A run of pages that MADV_GUARD_INSTALL made fault, which CRIU keeps as a mapping. */
  static Vma guard(long start, long end) {
    return new Vma(start, end, 0, GUARD);
  }

  byte[] encode() throws IOException {
    var bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeUInt64(START_FIELD, start);
    out.writeUInt64(END_FIELD, end);
    out.writeUInt64(3, 0); // pgoff
    out.writeUInt64(4, 0); // shmid
    out.writeUInt32(5, 0); // prot
    out.writeUInt32(FLAGS_FIELD, flags);
    out.writeUInt32(STATUS_FIELD, status);
    out.writeSInt64(8, -1); // fd: none
    out.flush();
    return bytes.toByteArray();
  }

  /** Whether a checkpoint has content of it (CRIU, vma_entry_is_private and generate_vma_iovs). */
  boolean hasPages() {
    boolean regular = is(REGULAR) && (is(ANON_PRIVATE) || is(FILE_PRIVATE));
    return (regular || is(SHADOW_STACK) || is(AIO_RING))
        && !is(VVAR)
        && (flags & MAP_DROPPABLE) == 0;
  }

  /** Whether all of it is dumped, populated or not (CRIU, should_dump_entire_vma). */
  boolean isWhole() {
    return is(VDSO) || is(AIO_RING);
  }

  /** Whether its content may come after the task was restored (CRIU, vma_entry_can_be_lazy). */
  boolean canBeLazy() {
    int wanted = MAP_PRIVATE | MAP_ANONYMOUS;
    return (flags & (wanted | MAP_LOCKED | MAP_HUGETLB)) == wanted
        && !is(VDSO)
        && !is(VVAR)
        && !is(VSYSCALL);
  }

  private boolean is(int bit) {
    return (status & bit) != 0;
  }
}
