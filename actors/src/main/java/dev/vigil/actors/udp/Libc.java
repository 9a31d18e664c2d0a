package dev.vigil.actors.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The few calls into the C library that NIO does not offer, for Linux on 64-bit machines. Each call
 * returns what C returns, or the negated {@code errno}. Touch it only where {@link
 * BatchedUdpEdge#available} holds.
 */
final class Libc {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int MSG_TRUNC = 0x20;
  static final int MSG_DONTWAIT = 0x40;

  /** Wait for the first datagram only, then take what is there. */
  static final int MSG_WAITFORONE = 0x10000;

  static final int EPERM = 1;
  static final int EINTR = 4;
  static final int EAGAIN = 11;
  static final int EACCES = 13;
  static final int EADDRINUSE = 98;
  static final int EADDRNOTAVAIL = 99;

  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_REUSEPORT = 15;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPPROTO_IP = 0;
  private static final int IP_PKTINFO = 8;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CAPTURE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = handle("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME = handle("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT);
  private static final MethodHandle RECVMMSG =
      handle("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle SENDMMSG =
      handle("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  private final MemorySegment captured;

  /** One for each thread that calls: {@code errno} lands in its own memory. */
  Libc(Arena arena) {
    captured = arena.allocate(CAPTURE);
  }

  @SuppressWarnings("restricted") // the module grants native access to its own C calls
  private static MethodHandle handle(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /** A UDP socket's descriptor; one for IPv6 takes no IPv4. */
  int socket(boolean ipv6) {
    try {
      int family = ipv6 ? AF_INET6 : AF_INET;
      int fd = result((int) SOCKET.invokeExact(captured, family, SOCK_DGRAM_CLOEXEC, 0));
      if (fd >= 0 && ipv6) {
        option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
      }
      return fd;
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  /** Asks for buffers; without CAP_NET_ADMIN the kernel gives at most what its limits allow. */
  void buffers(int fd, int receive, int send) {
    if (option(fd, SOL_SOCKET, SO_RCVBUFFORCE, receive) < 0) {
      option(fd, SOL_SOCKET, SO_RCVBUF, receive);
    }
    if (option(fd, SOL_SOCKET, SO_SNDBUFFORCE, send) < 0) {
      option(fd, SOL_SOCKET, SO_SNDBUF, send);
    }
  }

  /** Lets other processes of this user bind the same address, each with the same wish. */
  void reusePort(int fd) {
    option(fd, SOL_SOCKET, SO_REUSEPORT, 1);
  }

  /** Each datagram received says which of our addresses it came to. */
  int packetInfo(int fd) {
    return option(fd, IPPROTO_IP, IP_PKTINFO, 1);
  }

  /** A receive that finds nothing returns {@link #EAGAIN} after that many microseconds. */
  void receiveTimeout(int fd, int microseconds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timeval = arena.allocate(16, 8);
      timeval.set(JAVA_LONG, 8, microseconds);
      set(fd, SOL_SOCKET, SO_RCVTIMEO, timeval);
    }
  }

  private int option(int fd, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      return set(fd, level, option, arena.allocateFrom(JAVA_INT, value));
    }
  }

  private int set(int fd, int level, int option, MemorySegment value) {
    try {
      int length = (int) value.byteSize();
      return result((int) SETSOCKOPT.invokeExact(captured, fd, level, option, value, length));
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  int bind(int fd, MemorySegment address, int length) {
    try {
      return result((int) BIND.invokeExact(captured, fd, address, length));
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  int getsockname(int fd, MemorySegment address) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) address.byteSize());
      return result((int) GETSOCKNAME.invokeExact(captured, fd, address, length));
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  int recvmmsg(int fd, MemorySegment messages, int count, int flags) {
    try {
      return result(
          (int) RECVMMSG.invokeExact(captured, fd, messages, count, flags, MemorySegment.NULL));
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  int sendmmsg(int fd, MemorySegment messages, int count, int flags) {
    try {
      return result((int) SENDMMSG.invokeExact(captured, fd, messages, count, flags));
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  void close(int fd) {
    try {
      int ignored = (int) CLOSE.invokeExact(captured, fd);
    } catch (Throwable impossible) {
      throw unexpected(impossible);
    }
  }

  private int result(int returned) {
    return returned >= 0 ? returned : -(int) ERRNO.get(captured, 0L);
  }

  /** A method handle's signature obliges to catch; C calls do not throw. */
  private static IllegalStateException unexpected(Throwable impossible) {
    return new IllegalStateException("a call into the C library failed", impossible);
  }
}
