package dev.vigil.protocol.esp;

import dev.vigil.protocol.crypto.EspKeys;
import dev.vigil.protocol.crypto.PacketProtection;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Octets;

/**
 * The inbound SA of a pair: verifies and deciphers ESP packets (RFC 4303 §3.4).
 *
 * <p>Any number of threads may open at once. They meet in the replay window only, which is free of
 * locks: of several copies of one packet exactly one is opened.
 */
public final class EspOpener {
  private static final EspOpening DUMMY = new EspOpening.Dummy();

  private final EspKeys keys;
  private final int spi;
  private final boolean tunnel;
  private final ReplayWindow window;

  /**
   * @param replayWindow packets that may come late, 64 to 1024; 0: no check. Without authentication
   *     there is none either way: anyone could move the window
   * @throws IllegalArgumentException if {@code replayWindow} is out of range
   */
  public EspOpener(ChildSa sa, int replayWindow) {
    this(sa, replayWindow, 0);
  }

  /**
   * Goes on where another left off.
   *
   * @param top the highest number that was accepted, as far as is known: neither it nor what is
   *     below it is accepted again
   * @throws IllegalArgumentException as above
   */
  public EspOpener(ChildSa sa, int replayWindow, long top) {
    this.keys = EspLayout.inbound(sa);
    this.spi = sa.inboundSpi();
    this.tunnel = EspLayout.protection(sa).tunnel();
    ReplayWindow asked = new ReplayWindow(replayWindow, top);
    this.window = keys.authentication().isPresent() ? asked : new ReplayWindow(0, 0);
  }

  /**
   * Whether what is opened was sent by the peer just now: without authentication anyone can make
   * it, and without a replay window anyone can send again what the peer once sent.
   */
  public boolean provesLife() {
    return window.remembers();
  }

  /** The highest number that was accepted; 0 without a replay window. */
  public long top() {
    return window.top();
  }

  /**
   * Opens an ESP packet. Never throws, whatever the bytes are; what is refused has no effect.
   *
   * @param datagram from SPI to integrity check value
   */
  public EspOpening open(Octets datagram) {
    int textAt = EspLayout.HEADER_BYTES + keys.ivBytes();
    int textEnd = datagram.length() - keys.icvBytes();
    int text = textEnd - textAt;
    if (text < keys.alignment() || text % keys.alignment() != 0) {
      return refused(DropReason.ESP_MALFORMED);
    }
    if (datagram.intAt(0) != spi) {
      return refused(DropReason.ESP_UNKNOWN_SPI);
    }
    int sequence = datagram.intAt(EspLayout.SEQUENCE_AT);
    // RFC 4303 §3.4.3: a packet that is no news is dropped before any cryptography.
    if (!window.admits(sequence)) {
      return refused(DropReason.ESP_REPLAYED);
    }
    if (!PacketProtection.verify(keys, datagram, textEnd)) {
      return refused(DropReason.ESP_UNAUTHENTIC);
    }
    // "The receive window is updated only if the integrity verification succeeds."
    if (!window.take(sequence)) {
      return refused(DropReason.ESP_REPLAYED);
    }
    return content(PacketProtection.decrypt(keys, datagram, textAt, text));
  }

  private EspOpening content(byte[] text) {
    int nextHeader = text[text.length - 1] & 0xff;
    // RFC 4303 §2.6: all else in a dummy "need not be well-formed".
    if (nextHeader == IpProtocol.NO_NEXT_HEADER) {
      return DUMMY;
    }
    int payload = EspLayout.payloadBytes(text);
    if (payload < 0) {
      return refused(DropReason.ESP_MALFORMED);
    }
    if (!tunnel) {
      return new EspOpening.Opened(Octets.of(text, 0, payload), nextHeader);
    }
    if (nextHeader != IpProtocol.IPV4 && nextHeader != IpProtocol.IPV6) {
      return refused(DropReason.ESP_WRONG_SELECTOR);
    }
    Octets content = Octets.of(text, 0, payload);
    int length = IpPacket.lengthOf(content);
    if (length < 0 || content.at(0) >> 4 != (nextHeader == IpProtocol.IPV4 ? 4 : 6)) {
      return refused(DropReason.ESP_MALFORMED);
    }
    // RFC 4303 §2.7: what follows the packet's own length is there to hide it.
    Octets exact = length == payload ? content : content.slice(0, length);
    return new EspOpening.Opened(exact, nextHeader);
  }

  private static EspOpening refused(DropReason reason) {
    return new EspOpening.Refused(reason);
  }
}
