package dev.vigil.protocol.phase1;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.trace.Phase1Trace;
import dev.vigil.protocol.trace.Phase1Trace.OfferedPolicy;
import dev.vigil.protocol.trace.TraceEvent;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import dev.vigil.protocol.wire.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of the offered transforms is taken (RFC 2408 §4.2, RFC 2409 §5). */
public final class ProposalChoice {
  private static final int IPSEC_DOI = 1;
  private static final int SIT_IDENTITY_ONLY = 1;

  private ProposalChoice() {}

  /**
   * @param reply the SA payload that says so: one proposal with one transform, exactly as offered
   */
  public record Chosen(Suite suite, IkePolicy policy, Payload.SecurityAssociation reply) {}

  /** All policies that authenticate by pre-shared key, in order, as one proposal. */
  public static Payload.SecurityAssociation offer(List<IkePolicy> policies) {
    List<Transform> transforms = new ArrayList<>();
    for (IkePolicy policy : policies) {
      if (policy.authentication() == Authentication.PRE_SHARE) {
        transforms.add(Phase1Transform.of(transforms.size() + 1, policy));
      }
    }
    return reply(new Proposal(1, Proposal.ISAKMP, Octets.EMPTY, transforms));
  }

  /**
   * Our order of preference decides: the first policy that fits any transform. RFC 2408 §4.2: "the
   * responder MUST select a single transform […] and MUST NOT modify" it.
   */
  public static Optional<Chosen> choose(
      Payload.SecurityAssociation offered, List<IkePolicy> policies) {
    for (IkePolicy policy : policies) {
      for (Proposal proposal : offered.proposals()) {
        for (Transform transform : proposal.transforms()) {
          Optional<Suite> suite = suite(proposal, transform, policy);
          if (suite.isPresent()) {
            Proposal taken =
                new Proposal(
                    proposal.number(), proposal.protocol(), proposal.spi(), List.of(transform));
            return Optional.of(new Chosen(suite.get(), policy, reply(taken)));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * As initiator, what the responder took. RFC 2408 §4.2: "The initiator SHOULD verify that the
   * protection suite received from the responder matches one of the proposals offered".
   */
  public static Optional<Suite> accepted(
      Payload.SecurityAssociation reply, List<IkePolicy> policies) {
    if (reply.proposals().size() != 1 || reply.proposals().getFirst().transforms().size() != 1) {
      return Optional.empty();
    }
    return choose(reply, policies).map(Chosen::suite);
  }

  /** Why none of {@code offered} was taken: each transform against each policy. */
  static List<TraceEvent> explain(Payload.SecurityAssociation offered, List<IkePolicy> policies) {
    List<TraceEvent> events = new ArrayList<>();
    for (IkePolicy policy : policies) {
      for (Proposal proposal : offered.proposals()) {
        for (Transform transform : proposal.transforms()) {
          OfferedPolicy read = Phase1Transform.read(transform);
          events.add(
              new Phase1Trace.PolicyChecked(
                  transform.number(),
                  policy.priority(),
                  read,
                  Optional.of(Phase1Transform.refusal(read, policy))));
        }
      }
    }
    events.add(new Phase1Trace.NoProposalChosen());
    return events;
  }

  private static Optional<Suite> suite(Proposal proposal, Transform transform, IkePolicy policy) {
    return proposal.protocol() == Proposal.ISAKMP
        ? Phase1Transform.match(transform, policy)
        : Optional.empty();
  }

  private static Payload.SecurityAssociation reply(Proposal proposal) {
    return new Payload.SecurityAssociation(IPSEC_DOI, SIT_IDENTITY_ONLY, List.of(proposal));
  }
}
