package io.drayage.platform.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C library's {@code syscall(2)}: one call with up to six arguments, each a number or an
 * address.
 *
 * <p>A call that can wait must be made on a platform thread: a virtual one would pin its carrier.
 */
@SuppressWarnings("restricted") // restricted methods are what this package is for
final class SystemCall {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG),
          Linker.Option.captureCallState("errno"),
          Linker.Option.firstVariadicArg(1));
  private static final ThreadLocal<MemorySegment> LAST =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

  private SystemCall() {}

  /**
   * Makes a call.
   *
   * @return what it returned, or the negative of {@code errno}
   */
  static long call(long number, long a, long b, long c, long d, long e, long f) {
    MemorySegment state = LAST.get();
    long result;
    try {
      result = (long) SYSCALL.invokeExact(state, number, a, b, c, d, e, f);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
    return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
  }

  static long call(long number, long a, long b, long c) {
    return call(number, a, b, c, 0, 0, 0);
  }
}
