package dev.vigil.actors.cluster;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Linux's handle on a process, which never comes to mean another one. Readable from the moment at
 * which the process has ended.
 */
final class PidFd {
  private static final Linker LINKER = Linker.nativeLinker();

  /** The same number on all of Linux's 64-bit architectures. */
  private static final long PIDFD_OPEN = 434;

  private static final short POLLIN = 1;

  private static final MethodHandle SYSCALL =
      handle(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle POLL =
      handle("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private PidFd() {}

  /** The launcher allows native access. */
  @SuppressWarnings("restricted")
  private static MethodHandle handle(
      String function, FunctionDescriptor signature, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(function), signature, options);
  }

  /** The handle, or a negative number where there is no such process or no such call. */
  static int open(long pid) {
    try {
      return Math.toIntExact((long) SYSCALL.invokeExact(PIDFD_OPEN, Math.toIntExact(pid), 0));
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  /** Waits for the end of the process, so many milliseconds at most; whether it has come. */
  static boolean ended(int handle, int milliseconds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pollfd = arena.allocate(8, 4);
      pollfd.set(JAVA_INT, 0, handle);
      pollfd.set(JAVA_SHORT, 4, POLLIN);
      int ready = (int) POLL.invokeExact(pollfd, 1L, milliseconds);
      return ready > 0 && (pollfd.get(JAVA_SHORT, 6) & POLLIN) != 0;
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  static void close(int handle) {
    try {
      int ignored = (int) CLOSE.invokeExact(handle);
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  private static IllegalStateException unexpected(Throwable impossible) {
    return new IllegalStateException("a call into the C library failed", impossible);
  }
}
