package dev.vigil.console;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.ChildView;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.time.Instant;
import java.util.Optional;

/** A flow on the screen of {@code show crypto ipsec sa}. */
final class IpsecSaBlock {
  /** An Ethernet's: nobody tells this node another. */
  private static final int PATH_MTU = 1500;

  private static final int ESP_HEADER = 8;
  private static final int UDP_HEADER = 8;

  /** Pad length and next header, which end what is encrypted (RFC 4303 §2). */
  private static final int ESP_TRAILER = 2;

  private static final String NOTHING_COMPRESSED =
      """
          #pkts compressed: 0, #pkts decompressed: 0
          #pkts not compressed: 0, #pkts compr. failed: 0
          #pkts not decompressed: 0, #pkts decompress failed: 0
      """;

  private final ProtectedFlow flow;
  private final Instant now;
  private final StringBuilder text = new StringBuilder();

  private IpsecSaBlock(ProtectedFlow flow, Instant now) {
    this.flow = flow;
    this.now = now;
  }

  /**
   * @param detail with the reasons of drops apart
   */
  static String of(ProtectedFlow flow, boolean detail, Instant now) {
    IpsecSaBlock block = new IpsecSaBlock(flow, now);
    block.identities();
    block.counters(detail);
    block.endpoints();
    block.sas("inbound", true);
    block.sas("outbound", false);
    return block.text.toString();
  }

  private void identities() {
    text.append("\n   protected vrf: ").append(Texts.orNone(flow.insideVrf())).append('\n');
    text.append("   local  ident (addr/mask/prot/port): (").append(ident(flow.flow().local()));
    text.append(")\n   remote ident (addr/mask/prot/port): (").append(ident(flow.flow().remote()));
    text.append(
        ")%n   current_peer %s port %d%n     PERMIT, flags={%s,}%n"
            .formatted(
                Texts.address(flow.remote()),
                flow.remote().getPort(),
                flow.dynamic() ? "ident_is_ipsec" : "origin_is_acl"));
  }

  private static String ident(TrafficSelector selector) {
    return "%s/%d/%d".formatted(Texts.network(selector), selector.protocol(), selector.port());
  }

  private void counters(boolean detail) {
    ChildTraffic traffic = flow.traffic();
    text.append(
        "    #pkts encaps: %1$d, #pkts encrypt: %1$d, #pkts digest: %1$d%n"
            .formatted(traffic.packetsOut()));
    text.append(
        "    #pkts decaps: %1$d, #pkts decrypt: %1$d, #pkts verify: %1$d%n"
            .formatted(traffic.packetsIn()));
    text.append(NOTHING_COMPRESSED);
    if (!detail) {
      text.append(
          "    #send errors 0, #recv errors %d%n"
              .formatted(traffic.replayed() + traffic.refused()));
      return;
    }
    text.append(
        """
            #pkts no sa (send) 0, #pkts invalid sa (rcv) 0
            #pkts encaps failed (send) 0, #pkts decaps failed (rcv) 0
            #pkts invalid prot (recv) 0, #pkts verify failed: %d
            #pkts invalid identity (recv) 0, #pkts invalid len (rcv) 0
            #pkts replay rollover (send): 0, #pkts replay rollover (rcv) 0
            ##pkts replay failed (rcv): %d
            #pkts tagged (send): 0, #pkts untagged (rcv): 0
            #pkts not tagged (send): 0, #pkts not untagged (rcv): 0
            #pkts internal err (send): 0, #pkts internal err (recv) 0
        """
            .formatted(traffic.refused(), traffic.replayed()));
  }

  private void endpoints() {
    Optional<ChildView> newest = flow.newest();
    text.append(
        "%n     local crypto endpt.: %s, remote crypto endpt.: %s%n"
            .formatted(Texts.address(flow.local()), Texts.address(flow.remote())));
    text.append(
        "     plaintext mtu %d, path mtu %d, ip mtu %d, ip mtu idb %s%n"
            .formatted(
                newest.map(this::plaintextMtu).orElse(PATH_MTU),
                PATH_MTU,
                PATH_MTU,
                flow.interfaceName()));
    text.append("     current outbound spi: ")
        .append(newest.map(pair -> Texts.spi(pair.outboundSpi())).orElse("0x0(0)"));
    text.append(
        newest
            .flatMap(pair -> pair.agreed().pfs())
            .map(group -> "%n     PFS (Y/N): Y, DH group: group%d%n".formatted(group.number()))
            .orElse("\n     PFS (Y/N): N, DH group: none\n"));
  }

  /** What an inner packet may be long at most so that the outer one needs no fragments. */
  private int plaintextMtu(ChildView pair) {
    Optional<EspTransform> transform = pair.agreed().transforms().stream().findFirst();
    int block =
        transform.flatMap(EspTransform::encryption).map(EncryptionAlgorithm::blockBytes).orElse(4);
    int iv =
        transform.flatMap(EspTransform::encryption).map(EncryptionAlgorithm::blockBytes).orElse(0);
    int check =
        transform.flatMap(EspTransform::authentication).map(HashAlgorithm::icvBytes).orElse(0);
    int ip = flow.remote().getAddress().getAddress().length == 4 ? 20 : 40;
    int around = ip + (pair.udpEncapsulated() ? UDP_HEADER : 0) + ESP_HEADER + iv + check;
    int encrypted = (PATH_MTU - around) / block * block;
    // In transport mode the header outside is the packet's own.
    boolean tunnel = transform.map(EspTransform::tunnel).orElse(true);
    return encrypted - ESP_TRAILER + (tunnel ? 0 : ip);
  }

  private void sas(String direction, boolean inbound) {
    text.append("\n     ").append(direction).append(" esp sas:\n");
    flow.pairs().forEach(pair -> sa(pair, inbound));
    text.append("\n     ").append(direction).append(" ah sas:\n");
    text.append("\n     ").append(direction).append(" pcp sas:\n");
  }

  private void sa(ChildView pair, boolean inbound) {
    Optional<EspTransform> transform = pair.agreed().transforms().stream().findFirst();
    int spi = inbound ? pair.agreed().inboundSpi() : pair.outboundSpi();
    text.append("      spi: ").append(Texts.spi(spi)).append("\n        transform: ");
    text.append(transform.map(Texts::transform).orElse("esp-null"));
    text.append(
        " ,%n        in use settings ={%s%s, }%n"
            .formatted(
                transform.map(EspTransform::tunnel).orElse(true) ? "Tunnel" : "Transport",
                pair.udpEncapsulated() ? " UDP-Encaps" : ""));
    // The router numbers its hardware's SAs; here it is a name for this one, no more.
    int number = spi & 0xffff;
    text.append(
        "        conn id: %d, flow_id: SW:%d, sibling_flags 80000000, crypto map: %s%n"
            .formatted(number, number, flow.tag()));
    lifetime(ChildLife.of(pair, now), inbound);
    text.append(
        "        IV size: %d bytes%n"
            .formatted(
                transform
                    .flatMap(EspTransform::encryption)
                    .map(EncryptionAlgorithm::blockBytes)
                    .orElse(0)));
    text.append(
        "        replay detection support: %s  replay window size: %d%n"
            .formatted(flow.replayWindow() > 0 ? "Y" : "N", flow.replayWindow()));
    text.append("        Status: ACTIVE(ACTIVE)\n");
  }

  private void lifetime(ChildLife life, boolean inbound) {
    text.append(
        life.limited()
            ? "        sa timing: remaining key lifetime (k/sec): (%s)%n"
                .formatted(inbound ? life.inboundWords() : life.outboundWords())
            : "        sa timing: remaining key lifetime (sec): %d%n        Kilobyte Volume Rekey has been disabled%n"
                .formatted(life.seconds()));
  }
}
