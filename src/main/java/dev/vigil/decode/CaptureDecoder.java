package dev.vigil.decode;

import dev.vigil.decode.DecodedMessage.Fault;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Decoding.Decoded;
import dev.vigil.protocol.wire.Decoding.Malformed;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the ISAKMP messages among UDP datagrams and reads them in the order they were captured. */
final class CaptureDecoder {
  private static final int ISAKMP_PORT = 500;
  private static final int NAT_PORT = 4500;
  private static final int MARKER_BYTES = 4;

  private record FragmentKey(CookiePair cookies, int identifier) {}

  private final DecryptionKeys keys;
  private final Set<Integer> plainPorts;
  private final Map<Cookie, Conversation> conversations = new HashMap<>();
  private final Map<FragmentKey, TreeMap<Integer, Payload.Fragment>> fragments = new HashMap<>();
  private int natKeepalives;
  private int encapsulatedEsp;

  /**
   * @param morePorts besides 500, ports whose datagrams are ISAKMP without a marker
   */
  CaptureDecoder(DecryptionKeys keys, Set<Integer> morePorts) {
    this.keys = keys;
    this.plainPorts = Set.copyOf(morePorts);
  }

  int natKeepalives() {
    return natKeepalives;
  }

  int encapsulatedEsp() {
    return encapsulatedEsp;
  }

  /** The messages that this datagram is, or completes: none, one, or a fragment and the whole. */
  List<DecodedMessage> decode(UdpDatagram datagram) {
    int from = datagram.from().getPort();
    int to = datagram.to().getPort();
    if (from == NAT_PORT || to == NAT_PORT) {
      return onNatPort(datagram);
    }
    if (from == ISAKMP_PORT || to == ISAKMP_PORT) {
      return message(datagram, datagram.payload());
    }
    if (plainPorts.contains(from) || plainPorts.contains(to)) {
      return marked(datagram.payload())
          ? onNatPort(datagram)
          : message(datagram, datagram.payload());
    }
    return List.of();
  }

  private List<DecodedMessage> onNatPort(UdpDatagram datagram) {
    Octets payload = datagram.payload();
    if (payload.length() == 1 && payload.at(0) == 0xff) {
      natKeepalives++;
      return List.of();
    }
    if (!marked(payload)) {
      encapsulatedEsp++;
      return List.of();
    }
    return message(datagram, payload.tail(payload.length() - MARKER_BYTES));
  }

  private static boolean marked(Octets payload) {
    return payload.length() >= MARKER_BYTES && payload.intAt(0) == 0;
  }

  private List<DecodedMessage> message(UdpDatagram datagram, Octets bytes) {
    HeaderView view = HeaderView.of(bytes);
    if (view.verdict() == HeaderView.Verdict.WRONG_VERSION) {
      return List.of(
          read(datagram, Optional.of(view.header()), new Fault("major version is not 1", 17)));
    }
    return switch (MessageDecoder.header(bytes)) {
      case Malformed<Header>(String reason, int offset) -> {
        Optional<Header> header =
            view.verdict() == HeaderView.Verdict.TRUNCATED
                ? Optional.empty()
                : Optional.of(view.header());
        yield List.of(read(datagram, header, new Fault(reason, offset)));
      }
      case Decoded<Header>(Header header) -> sound(datagram, header, bytes);
    };
  }

  private static DecodedMessage read(UdpDatagram datagram, Optional<Header> header, Fault fault) {
    boolean ikev2 = header.map(h -> h.version() >> 4 == 2).orElse(false);
    return new DecodedMessage(datagram, header, ikev2, false, 0, List.of(), Optional.of(fault));
  }

  private List<DecodedMessage> sound(UdpDatagram datagram, Header header, Octets bytes) {
    Optional<Conversation> conversation = conversation(header);
    if (!header.encrypted()) {
      DecodedMessage message = payloads(datagram, header, bytes, false);
      conversation.ifPresent(c -> c.observe(message.payloads()));
      return withReassembled(message);
    }
    return List.of(
        conversation
            .flatMap(c -> c.decipher(header, bytes))
            .map(clear -> payloads(datagram, header, clear, true))
            .orElseGet(() -> sealed(datagram, header)));
  }

  private Optional<Conversation> conversation(Header header) {
    return keys.of(header.initiator())
        .map(key -> conversations.computeIfAbsent(header.initiator(), c -> new Conversation(key)));
  }

  private static DecodedMessage sealed(UdpDatagram datagram, Header header) {
    return new DecodedMessage(
        datagram, Optional.of(header), false, false, 0, List.of(), Optional.empty());
  }

  private static DecodedMessage payloads(
      UdpDatagram datagram, Header header, Octets clear, boolean deciphered) {
    Decoding<PayloadChain> chain = MessageDecoder.chain(header.nextPayload(), clear, Header.BYTES);
    return switch (chain) {
      case Decoded<PayloadChain>(PayloadChain read) ->
          new DecodedMessage(
              datagram,
              Optional.of(header),
              false,
              deciphered,
              0,
              read.payloads(),
              Optional.empty());
      case Malformed<PayloadChain>(String reason, int offset) ->
          new DecodedMessage(
              datagram,
              Optional.of(header),
              false,
              deciphered,
              0,
              List.of(),
              Optional.of(new Fault(reason, offset)));
    };
  }

  /** The fragment itself, and the message that it completes. */
  private List<DecodedMessage> withReassembled(DecodedMessage message) {
    if (message.payloads().size() != 1
        || !(message.payloads().getFirst() instanceof Payload.Fragment fragment)) {
      return List.of(message);
    }
    CookiePair cookies = message.header().orElseThrow().cookies();
    FragmentKey key = new FragmentKey(cookies, fragment.identifier());
    TreeMap<Integer, Payload.Fragment> parts = fragments.computeIfAbsent(key, k -> new TreeMap<>());
    parts.put(fragment.number(), fragment);
    boolean whole = parts.firstKey() == 1 && parts.lastKey() == parts.size();
    if (!whole || !parts.lastEntry().getValue().last()) {
      return List.of(message);
    }
    fragments.remove(key);
    Octets bytes = Octets.EMPTY;
    for (Payload.Fragment part : parts.values()) {
      bytes = bytes.plus(part.data());
    }
    List<DecodedMessage> both = new ArrayList<>(List.of(message));
    for (DecodedMessage inner : message(message.datagram(), bytes)) {
      both.add(
          new DecodedMessage(
              inner.datagram(),
              inner.header(),
              inner.ikev2(),
              inner.deciphered(),
              parts.size(),
              inner.payloads(),
              inner.malformed()));
    }
    return both;
  }
}
