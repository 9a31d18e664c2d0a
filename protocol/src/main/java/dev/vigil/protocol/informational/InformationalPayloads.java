package dev.vigil.protocol.informational;

import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import java.util.List;

/** What we say in an Informational exchange. */
public final class InformationalPayloads {
  private static final int IPSEC_DOI = 1;

  private InformationalPayloads() {}

  /** RFC 2408 §3.15: SPI of an ISAKMP SA are its two cookies. */
  public static Payload deleteSa(CookiePair cookies) {
    return new Payload.Delete(
        IPSEC_DOI, Proposal.ISAKMP, CookiePair.BYTES, List.of(cookies.octets()));
  }

  /**
   * RFC 2408 §3.15: "the SPIs of the SAs that the sender has deleted": those by which it was
   * addressed.
   */
  public static Payload deleteChildren(List<Integer> inboundSpis) {
    return new Payload.Delete(
        IPSEC_DOI, Proposal.ESP, Integer.BYTES, inboundSpis.stream().map(Octets::ofInt).toList());
  }

  /** The answer to {@link Statement.KeepAliveRequest}. */
  public static Payload keepAliveAck(Octets spi, Octets data) {
    return new Payload.Notification(
        IPSEC_DOI, Proposal.ISAKMP, spi, NotifyType.IOS_KEEP_ALIVE_ACK, data);
  }
}
