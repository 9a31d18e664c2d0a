package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.DiffieHellman;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From an authentic message 1 to message 2, or to the {@link Refusal} that names what is wrong. */
record QuickModeResponder(
    Phase1Result phase1, int messageId, PayloadChain chain, List<ChildOffer> offers) {

  /** What is asked for, and the first offer of ours that has it. */
  private record Match(
      ChildOffer offer,
      TrafficSelector local,
      TrafficSelector remote,
      EspProposals.Choice choice,
      Optional<DhGroup> group) {

    ChildRequest agreed(int inboundSpi) {
      return new ChildRequest(
          offer.name(),
          local,
          remote,
          List.of(choice.suite().protection()),
          group,
          EspProposals.shorter(offer.lifetime(), choice.suite().lifetime()),
          inboundSpi);
    }
  }

  QuickModeStep answer(SpiSource spis, Instant now, Entropy entropy) {
    Octets ni = QuickMode.nonce(chain);
    Match match = match();
    Optional<DiffieHellman.KeyPair> keyPair =
        match.group().map(group -> DiffieHellman.generate(group, entropy));
    Optional<Secret> pfs =
        keyPair.map(pair -> QuickMode.agree(pair.group(), pair.privateValue(), chain));
    Octets nr = Octets.wrap(entropy.bytes(QuickMode.NONCE_BYTES));
    ChildRequest agreed = match.agreed(spis.next(entropy));
    EspProposals.Choice choice = match.choice();
    ChildSa child =
        new ChildKeys(phase1, pfs, ni, nr)
            .child(agreed, Role.RESPONDER, choice.spi(), choice.suite().encapsulation().udp(), now);
    return new QuickModeStep.Proceeded(
        new QuickModeState.ResponderSent2(messageId, ni, nr, child),
        message2(match, agreed, ni, nr, keyPair),
        Optional.empty());
  }

  private List<Payload> message2(
      Match match,
      ChildRequest agreed,
      Octets ni,
      Octets nr,
      Optional<DiffieHellman.KeyPair> keyPair) {
    EspProposals.Choice choice = match.choice();
    List<Payload> payloads = new ArrayList<>();
    payloads.add(choice.answer(agreed.inboundSpi()));
    payloads.add(new Payload.Nonce(nr));
    keyPair.ifPresent(pair -> payloads.add(new Payload.KeyExchange(pair.publicValue())));
    payloads.addAll(chain.all(Payload.Identification.class));
    if (choice.suite().encapsulation().udp() && !choice.suite().encapsulation().tunnel()) {
      payloads.addAll(QuickMode.originalAddresses(phase1, Role.RESPONDER));
    }
    ResponderLifetime.of(choice.suite().lifetime(), agreed.lifetime(), agreed.inboundSpi())
        .ifPresent(payloads::add);
    Octets rest = MessageEncoder.chain(payloads);
    payloads.addFirst(
        new Payload.Hash(ExchangeHash.hash2(phase1.hash(), phase1.skeyidA(), messageId, ni, rest)));
    return payloads;
  }

  /**
   * RFC 2409 §5.5: "Local policy will dictate whether the proposals are acceptable for the
   * identities specified." Of the offers that cover the identities the first whose transforms and
   * group fit is taken.
   */
  private Match match() {
    Payload.SecurityAssociation sa = QuickMode.association(chain);
    TrafficSelector remote = client(0);
    TrafficSelector local = client(1);
    List<ChildOffer> covering =
        offers.stream().filter(offer -> offer.covers(local, remote)).toList();
    if (covering.isEmpty()) {
      throw Refusal.identity(
          "no crypto map entry protects local %s, remote %s".formatted(local, remote));
    }
    Refusal last = Refusal.proposal("nothing fits");
    for (ChildOffer offer : covering) {
      try {
        EspProposals.Choice choice =
            EspProposals.choose(sa, offer.transforms(), phase1.natTraversal().nat());
        return new Match(offer, local, remote, choice, EspProposals.group(choice, offer.pfs()));
      } catch (Refusal refusal) {
        last = refusal;
      }
    }
    throw last;
  }

  /**
   * IDci or IDcr. RFC 2409 §5.5: "The identities of the SAs negotiated in Quick Mode are implicitly
   * assumed to be the IP addresses of the ISAKMP peers, without any implied constraints on the
   * protocol or port numbers allowed, unless client identifiers are specified in Quick Mode."
   */
  private TrafficSelector client(int index) {
    List<Payload.Identification> clients = chain.all(Payload.Identification.class);
    return switch (clients.size()) {
      case 0 ->
          TrafficSelector.host(
              (index == 0 ? phase1.path().remote() : phase1.path().local()).getAddress());
      case 2 -> ClientIdentity.read(clients.get(index));
      default -> throw Refusal.identity(clients.size() + " client identities, not two");
    };
  }
}
