package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import dev.vigil.protocol.wire.Transform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SA payload of Quick Mode: made, chosen from, and checked when it comes back. */
final class EspProposals {
  private static final int IPSEC_DOI = 1;
  private static final int SIT_IDENTITY_ONLY = 1;
  private static final int SPI_BYTES = 4;

  private EspProposals() {}

  /**
   * What both sides take.
   *
   * @param proposal as it came, with only the chosen transform
   */
  record Choice(Proposal proposal, EspSuite suite) {
    /** The peer's SPI, by which we address it. */
    int spi() {
      return proposal.spi().intAt(0);
    }

    /** RFC 2408 §4.2: the chosen proposal comes back with our own SPI, else unchanged. */
    Payload.SecurityAssociation answer(int ourSpi) {
      return payload(
          new Proposal(
              proposal.number(), Proposal.ESP, Octets.ofInt(ourSpi), proposal.transforms()));
    }
  }

  /** One ESP proposal with a transform for each protection, best first. */
  static Payload.SecurityAssociation offer(ChildRequest request, Phase1Result phase1) {
    List<Transform> transforms = new ArrayList<>();
    for (EspSuite suite : suites(request, phase1)) {
      transforms.add(suite.transform(transforms.size() + 1));
    }
    return payload(new Proposal(1, Proposal.ESP, Octets.ofInt(request.inboundSpi()), transforms));
  }

  private static List<EspSuite> suites(ChildRequest request, Phase1Result phase1) {
    return request.transforms().stream()
        .map(protection ->
            new EspSuite(
                protection,
                Encapsulation.of(protection.tunnel(), phase1),
                request.pfs(),
                request.lifetime()))
        .toList();
  }

  private static Payload.SecurityAssociation payload(Proposal proposal) {
    return new Payload.SecurityAssociation(IPSEC_DOI, SIT_IDENTITY_ONLY, List.of(proposal));
  }

  /**
   * The first transform, in the peer's order, that one of {@code protections} allows.
   *
   * @param udp whether NAT was found, so that ESP must go in UDP and must not otherwise
   * @throws Refusal NO-PROPOSAL-CHOSEN with the reason why the last one looked at does not fit
   */
  static Choice choose(
      Payload.SecurityAssociation sa, List<EspTransform> protections, boolean udp) {
    Map<Integer, Integer> together = new HashMap<>();
    sa.proposals().forEach(proposal -> together.merge(proposal.number(), 1, Integer::sum));
    String reason = "nothing was proposed";
    for (Proposal proposal : sa.proposals()) {
      Optional<String> unfit = unfit(proposal, together.getOrDefault(proposal.number(), 1));
      if (unfit.isPresent()) {
        reason = unfit.get();
        continue;
      }
      for (Transform transform : proposal.transforms()) {
        try {
          EspSuite suite = EspSuite.read(transform);
          require(suite, protections, udp);
          return new Choice(
              new Proposal(
                  proposal.number(), proposal.protocol(), proposal.spi(), List.of(transform)),
              suite);
        } catch (Refusal refusal) {
          reason = "transform %d: %s".formatted(transform.number(), refusal.reason());
        }
      }
    }
    throw Refusal.proposal(reason);
  }

  /** RFC 2408 §4.2: proposals of one number are all to be applied; we apply only ESP, alone. */
  private static Optional<String> unfit(Proposal proposal, int together) {
    if (together > 1) {
      return Optional.of("several protocols at once are proposed");
    }
    return switch (proposal.protocol()) {
      case Proposal.AH -> Optional.of("AH is proposed");
      case Proposal.IPCOMP -> Optional.of("IPCOMP is proposed");
      case Proposal.ESP -> unusable(proposal.spi());
      default -> Optional.of("protocol " + proposal.protocol() + " is proposed");
    };
  }

  /** RFC 2406 §2.1: SPIs 1 to 255 are reserved, 0 is never on the wire. */
  private static Optional<String> unusable(Octets spi) {
    return spi.length() == SPI_BYTES && Integer.compareUnsigned(spi.intAt(0), 255) > 0
        ? Optional.empty()
        : Optional.of("the SPI is not one of ESP");
  }

  private static void require(EspSuite suite, List<EspTransform> protections, boolean udp) {
    if (!protections.contains(suite.protection())) {
      throw Refusal.proposal("not in a transform set of this entry");
    }
    if (suite.encapsulation().udp() != udp) {
      throw Refusal.proposal(
          udp
              ? "NAT is on the way, yet no UDP encapsulation is proposed"
              : "UDP encapsulation is proposed, yet no NAT is on the way");
    }
  }

  /**
   * Checks the responder's answer. RFC 2408 §4.2: "The initiator MUST verify that the Security
   * Association payload received from the responder matches one of the proposals sent initially".
   */
  static Choice accept(Payload.SecurityAssociation answer, ChildRequest request, boolean udp) {
    if (answer.proposals().size() != 1 || answer.proposals().getFirst().transforms().size() != 1) {
      throw new Refusal(
          NotifyType.BAD_PROPOSAL_SYNTAX, "the peer did not choose exactly one transform");
    }
    Choice choice = choose(answer, request.transforms(), udp);
    if (!choice.suite().group().equals(request.pfs())) {
      throw Refusal.proposal("the peer changed the group");
    }
    return choice;
  }

  /** RFC 2409 §5.5: every transform of an offer names the same group, or none does. */
  static Optional<DhGroup> group(Choice choice, Optional<DhGroup> demanded) {
    Optional<DhGroup> offered = choice.suite().group();
    if (demanded.isPresent() && !demanded.equals(offered)) {
      throw Refusal.proposal(
          "PFS with group %d is demanded, %s is offered"
              .formatted(
                  demanded.get().number(),
                  offered.map(group -> "group " + group.number()).orElse("none")));
    }
    if (demanded.isEmpty() && offered.equals(Optional.of(DhGroup.MODP_2048_256))) {
      throw Refusal.proposal("group 24 is offered, which is only used where it is configured");
    }
    return offered;
  }

  /** The shorter of what both sides want, in each unit. */
  static ChildLifetime shorter(ChildLifetime ours, ChildLifetime theirs) {
    Duration their = theirs.time().isZero() ? EspSuite.DEFAULT_LIFETIME : theirs.time();
    Duration time = ours.time().compareTo(their) <= 0 ? ours.time() : their;
    long kilobytes =
        ours.kilobytes() == 0 || theirs.kilobytes() == 0
            ? Math.max(ours.kilobytes(), theirs.kilobytes())
            : Math.min(ours.kilobytes(), theirs.kilobytes());
    return new ChildLifetime(time, kilobytes);
  }
}
