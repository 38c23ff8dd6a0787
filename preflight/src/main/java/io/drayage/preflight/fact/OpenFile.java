package io.drayage.preflight.fact;

import java.util.Optional;

/**
 * An open file that a move has to look at.
 *
 * @param pid whose it is, as the host sees it
 * @param program that process's name
 * @param target what /proc/PID/fd says it is
 * @param kind what sort of file
 * @param major the device's number; 0 for what is no device
 * @param minor the device's number; 0 for what is no device
 * @param bytes a deleted file's size, or what a pipe holds at most; 0 otherwise
 * @param links names that a deleted file still has
 * @param outside whether what it leads to, or its other end, is outside of the container
 * @param socket what sort of socket; empty for what is none, or could not be asked
 */
public record OpenFile(
    int pid,
    String program,
    String target,
    Kind kind,
    int major,
    int minor,
    long bytes,
    int links,
    boolean outside,
    Optional<SocketUse> socket) {

  private static final int FIRST_MASTER = 128;
  private static final int LAST_SLAVE = 143;

  /** Sorts of open files. */
  public enum Kind {
    /** A regular file or directory. */
    PATH,
    /** A regular file whose name is gone. */
    DELETED,
    /** A character device. */
    CHARACTER_DEVICE,
    /** A block device. */
    BLOCK_DEVICE,
    /** A pipe or FIFO. */
    PIPE,
    /** A socket. */
    SOCKET,
    /** Something of the kernel's without a path, such as {@code anon_inode:[eventfd]}. */
    ANONYMOUS
  }

  /** Whether it is one end of a pseudo-terminal (the kernel's admin-guide/devices.txt). */
  public boolean isPseudoTerminal() {
    return kind == Kind.CHARACTER_DEVICE && isPseudoTerminal(major);
  }

  /** Whether a character device's major number is a pseudo-terminal's. */
  public static boolean isPseudoTerminal(int major) {
    return major >= FIRST_MASTER && major <= LAST_SLAVE;
  }

  /** The process as people find it: its name and number. */
  public String who() {
    return "%s (pid %d)".formatted(program, pid);
  }
}
