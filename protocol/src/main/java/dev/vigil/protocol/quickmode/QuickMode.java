package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.DiffieHellman;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.natt.NatVariant;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Quick Mode (RFC 2409 §5.5) in both roles. It works on deciphered payloads and gives payloads
 * back; the IKE SA does the header, the encryption in the exchange's own IV chain, retransmission
 * and the memory of used message IDs. Order of calls: {@link #initiate} or {@link #respond} once,
 * then {@link #step} for every further message of that message ID.
 */
public final class QuickMode {
  /** Of our nonces, in bytes; RFC 2409 §5 allows 8 to 256. */
  public static final int NONCE_BYTES = 32;

  private QuickMode() {}

  /**
   * Message 1.
   *
   * @param messageId not zero, and never used before under this IKE SA
   */
  public static QuickModeStep.Proceeded initiate(
      Phase1Result phase1, ChildRequest request, int messageId, Entropy entropy) {
    Octets nonce = Octets.wrap(entropy.bytes(NONCE_BYTES));
    Optional<DiffieHellman.KeyPair> keyPair =
        request.pfs().map(group -> DiffieHellman.generate(group, entropy));
    boolean udp = phase1.natTraversal().nat();
    List<Payload> payloads = new ArrayList<>();
    payloads.add(EspProposals.offer(request, phase1));
    payloads.add(new Payload.Nonce(nonce));
    keyPair.ifPresent(pair -> payloads.add(new Payload.KeyExchange(pair.publicValue())));
    payloads.add(ClientIdentity.of(request.local()));
    payloads.add(ClientIdentity.of(request.remote()));
    if (udp && request.transforms().stream().anyMatch(transform -> !transform.tunnel())) {
      payloads.addAll(originalAddresses(phase1, Role.INITIATOR));
    }
    Octets hash =
        ExchangeHash.hash1(
            phase1.hash(), phase1.skeyidA(), messageId, MessageEncoder.chain(payloads));
    payloads.addFirst(new Payload.Hash(hash));
    return new QuickModeStep.Proceeded(
        new QuickModeState.InitiatorSent1(messageId, request, nonce, keyPair),
        payloads,
        Optional.empty());
  }

  /**
   * Message 1 came; message 2 goes back if one of {@code offers} covers what is asked for.
   *
   * @param offers what the configuration protects with this peer
   */
  public static QuickModeStep respond(
      Phase1Result phase1,
      int messageId,
      QuickModeMessage message,
      List<ChildOffer> offers,
      SpiSource spis,
      Instant now,
      Entropy entropy) {
    Octets expected =
        ExchangeHash.hash1(phase1.hash(), phase1.skeyidA(), messageId, message.rest());
    if (!ExchangeHash.matches(expected, message.hash())) {
      return new QuickModeStep.Dropped(DropReason.BAD_HASH);
    }
    try {
      return new QuickModeResponder(phase1, messageId, message.chain(), offers)
          .answer(spis, now, entropy);
    } catch (Refusal refusal) {
      return refused(refusal, message.chain());
    }
  }

  /** Any message after the first of its exchange. */
  public static QuickModeStep step(
      QuickModeState state, Phase1Result phase1, QuickModeMessage message, Instant now) {
    return switch (state) {
      case QuickModeState.InitiatorSent1 sent -> message2(sent, phase1, message, now);
      case QuickModeState.ResponderSent2 sent -> message3(sent, phase1, message);
      case QuickModeState.Done _ -> new QuickModeStep.Dropped(DropReason.UNEXPECTED);
    };
  }

  private static QuickModeStep message2(
      QuickModeState.InitiatorSent1 sent,
      Phase1Result phase1,
      QuickModeMessage message,
      Instant now) {
    Octets expected =
        ExchangeHash.hash2(
            phase1.hash(), phase1.skeyidA(), sent.messageId(), sent.nonce(), message.rest());
    if (!ExchangeHash.matches(expected, message.hash())) {
      return new QuickModeStep.Dropped(DropReason.BAD_HASH);
    }
    try {
      return conclude(sent, phase1, message.chain(), now);
    } catch (Refusal refusal) {
      return refused(refusal, message.chain());
    }
  }

  private static QuickModeStep conclude(
      QuickModeState.InitiatorSent1 sent, Phase1Result phase1, PayloadChain chain, Instant now) {
    boolean udp = phase1.natTraversal().nat();
    ChildRequest request = sent.request();
    EspProposals.Choice choice = EspProposals.accept(association(chain), request, udp);
    requireSameClients(chain, request);
    Octets nr = nonce(chain);
    Optional<Secret> pfs =
        sent.keyPair().map(pair -> agree(pair.group(), pair.privateValue(), chain));
    ChildLifetime lifetime =
        EspProposals.shorter(request.lifetime(), responderLifetime(chain, choice));
    ChildRequest agreed =
        new ChildRequest(
            request.name(),
            request.local(),
            request.remote(),
            List.of(choice.suite().protection()),
            request.pfs(),
            lifetime,
            request.inboundSpi());
    ChildSa child =
        new ChildKeys(phase1, pfs, sent.nonce(), nr)
            .child(agreed, Role.INITIATOR, choice.spi(), udp, now);
    Octets hash =
        ExchangeHash.hash3(phase1.hash(), phase1.skeyidA(), sent.messageId(), sent.nonce(), nr);
    return new QuickModeStep.Proceeded(
        new QuickModeState.Done(sent.messageId()),
        List.of(new Payload.Hash(hash)),
        Optional.of(child));
  }

  private static QuickModeStep message3(
      QuickModeState.ResponderSent2 sent, Phase1Result phase1, QuickModeMessage message) {
    Octets expected =
        ExchangeHash.hash3(
            phase1.hash(),
            phase1.skeyidA(),
            sent.messageId(),
            sent.initiatorNonce(),
            sent.responderNonce());
    if (!ExchangeHash.matches(expected, message.hash())) {
      return new QuickModeStep.Dropped(DropReason.BAD_HASH);
    }
    return new QuickModeStep.Proceeded(
        new QuickModeState.Done(sent.messageId()), List.of(), Optional.of(sent.child()));
  }

  private static QuickModeStep.Refused refused(Refusal refusal, PayloadChain chain) {
    Octets spi =
        chain
            .first(Payload.SecurityAssociation.class)
            .flatMap(sa -> sa.proposals().stream().findFirst())
            .map(proposal -> proposal.spi())
            .filter(octets -> octets.length() == Integer.BYTES)
            .orElse(Octets.EMPTY);
    return new QuickModeStep.Refused(refusal.notifyType(), spi, refusal.reason());
  }

  /** Several SA payloads would negotiate several pairs at once; nobody is known to do it. */
  static Payload.SecurityAssociation association(PayloadChain chain) {
    List<Payload.SecurityAssociation> all = chain.all(Payload.SecurityAssociation.class);
    if (all.size() != 1) {
      throw Refusal.proposal(all.size() + " SA payloads that we can read, one is served");
    }
    return all.getFirst();
  }

  /** RFC 2409 §5: "The length of nonce payload MUST be between 8 and 256 bytes inclusive." */
  static Octets nonce(PayloadChain chain) {
    Octets nonce =
        chain
            .first(Payload.Nonce.class)
            .orElseThrow(() -> Refusal.malformed("the nonce is missing"))
            .data();
    if (nonce.length() < 8 || nonce.length() > 256) {
      throw Refusal.malformed("the nonce has " + nonce.length() + " bytes");
    }
    return nonce;
  }

  static Secret agree(DhGroup group, Secret privateValue, PayloadChain chain) {
    Payload.KeyExchange theirs =
        chain
            .first(Payload.KeyExchange.class)
            .orElseThrow(() -> keyRefused("a group is agreed on, yet no key exchange came"));
    return switch (DiffieHellman.agree(group, privateValue, theirs.data())) {
      case DiffieHellman.Agreement.Agreed(Secret shared) -> shared;
      case DiffieHellman.Agreement.Refused(String reason) -> throw keyRefused(reason);
    };
  }

  private static Refusal keyRefused(String reason) {
    return new Refusal(NotifyType.INVALID_KEY_INFORMATION, reason);
  }

  /** Those that come back are ours, unchanged; a peer may leave them out. */
  private static void requireSameClients(PayloadChain chain, ChildRequest request) {
    List<Payload.Identification> clients = chain.all(Payload.Identification.class);
    if (clients.isEmpty()) {
      return;
    }
    if (clients.size() != 2
        || !ClientIdentity.read(clients.get(0)).equals(request.local())
        || !ClientIdentity.read(clients.get(1)).equals(request.remote())) {
      throw Refusal.identity("the peer changed the client identities");
    }
  }

  private static ChildLifetime responderLifetime(PayloadChain chain, EspProposals.Choice choice) {
    for (Payload.Notification notification : chain.all(Payload.Notification.class)) {
      if (notification.notifyType() == NotifyType.RESPONDER_LIFETIME) {
        return ResponderLifetime.read(notification, choice.suite().lifetime());
      }
    }
    return choice.suite().lifetime();
  }

  /**
   * RFC 3947 §5.2: "In the case of transport mode, both ends MUST send both original Initiator and
   * Responder addresses to the other end."
   */
  static List<Payload> originalAddresses(Phase1Result phase1, Role role) {
    int type = phase1.natVariant().orElse(NatVariant.RFC3947).originalAddressType();
    Payload local = originalAddress(type, phase1.path().local().getAddress());
    Payload remote = originalAddress(type, phase1.path().remote().getAddress());
    return role == Role.INITIATOR ? List.of(local, remote) : List.of(remote, local);
  }

  private static Payload originalAddress(int type, InetAddress address) {
    Octets octets = Octets.of(address.getAddress());
    int idType = octets.length() == 4 ? IdType.IPV4_ADDR : IdType.IPV6_ADDR;
    return new Payload.NatOriginalAddress(type, idType, octets);
  }
}
