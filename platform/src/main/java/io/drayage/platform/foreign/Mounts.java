package io.drayage.platform.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Mounts in the mount namespace of the calling thread (mount(2), umount(2)); needs CAP_SYS_ADMIN.
 * As system calls, because a container may stand still meanwhile and each start of {@code mount}
 * costs milliseconds.
 */
public final class Mounts {
  private static final int MS_BIND = 0x1000;
  private static final int MS_REC = 0x4000;
  private static final int MS_PRIVATE = 0x40000;
  private static final int MNT_DETACH = 2;

  private Mounts() {}

  /**
   * Mounts a file system.
   *
   * @param type as in /proc/filesystems
   * @param options the file system's own, separated by commas; less than a page of bytes
   * @throws SystemCallException when the kernel refuses
   */
  public static void mount(String type, Path target, String options) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(type);
      mount(arena, name, target, name, 0, arena.allocateFrom(options));
    }
  }

  /** Has a file or directory appear in place of another. */
  public static void bind(Path source, Path target) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      mount(
          arena,
          arena.allocateFrom(source.toString()),
          target,
          MemorySegment.NULL,
          MS_BIND,
          MemorySegment.NULL);
    }
  }

  /** Has nothing that is mounted at or below a mount point go to or come from other namespaces. */
  public static void keepPrivate(Path mountPoint) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      mount(
          arena,
          MemorySegment.NULL,
          mountPoint,
          MemorySegment.NULL,
          MS_REC | MS_PRIVATE,
          MemorySegment.NULL);
    }
  }

  /** Takes a mount away; those who use it keep it as long as they do. */
  public static void unmount(Path mountPoint) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      long point = arena.allocateFrom(mountPoint.toString()).address();
      CallNumber.UMOUNT2.check(CallNumber.UMOUNT2.call(point, MNT_DETACH, 0));
    }
  }

  private static void mount(
      Arena arena,
      MemorySegment source,
      Path target,
      MemorySegment type,
      long flags,
      MemorySegment options)
      throws SystemCallException {
    long point = arena.allocateFrom(target.toString()).address();
    CallNumber.MOUNT.check(
        CallNumber.MOUNT.call(
            source.address(), point, type.address(), flags, options.address(), 0));
  }
}
