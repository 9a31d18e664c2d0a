package dev.vigil.console;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.ChildView;
import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.config.HeadEndConfig;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A session as JSON. */
final class SessionFields {
  private SessionFields() {}

  static Map<String, Object> of(HeadEndConfig config, CryptoSession session, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("interface", session.interfaceName());
    fields.put("status", session.status().words());
    fields.put("peer", Texts.address(session.remote()));
    fields.put("port", session.remote().getPort());
    session
        .local()
        .ifPresent(local -> {
          fields.put("local", Texts.address(local));
          fields.put("local_port", local.getPort());
        });
    session.vrfs().front().ifPresent(vrf -> fields.put("front_vrf", vrf));
    session.vrfs().inside().ifPresent(vrf -> fields.put("inside_vrf", vrf));
    session.profile().ifPresent(name -> fields.put("isakmp_profile", name));
    session.phase1Id().ifPresent(id -> fields.put("phase1_id", id));
    session.description().ifPresent(text -> fields.put("description", text));
    session.since().ifPresent(since -> fields.put("since", since.toString()));
    session.lastEnd().ifPresent(end -> fields.put("last_end", LastEnds.fields(end)));
    fields.put(
        "ike_sas",
        session.sas().stream().map(sa -> IsakmpSaScreen.fields(config, sa, now)).toList());
    fields.put("flows", session.children().stream().map(c -> of(c, now)).toList());
    fields.put("down_flows", session.down().stream().map(SessionFields::of).toList());
    return fields;
  }

  private static Map<String, Object> of(Flow flow) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("local", flow.local().toString());
    fields.put("remote", flow.remote().toString());
    return fields;
  }

  /** A pair of IPsec SAs. */
  static Map<String, Object> of(ChildView child, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("entry", child.agreed().name());
    fields.put("local", child.agreed().local().toString());
    fields.put("remote", child.agreed().remote().toString());
    fields.put("inbound_spi", "%08x".formatted(child.agreed().inboundSpi()));
    fields.put("outbound_spi", "%08x".formatted(child.outboundSpi()));
    child.agreed().transforms().stream()
        .findFirst()
        .ifPresent(transform -> {
          fields.put("transform", Texts.transform(transform));
          fields.put("mode", transform.tunnel() ? "tunnel" : "transport");
        });
    fields.put("udp_encapsulated", child.udpEncapsulated());
    fields.put("carried", child.carried());
    fields.put("established", child.establishedAt().toString());
    ChildLife life = ChildLife.of(child, now);
    fields.put("remaining_s", life.seconds());
    if (life.limited()) {
      fields.put("remaining_kb_in", life.kilobytesIn());
      fields.put("remaining_kb_out", life.kilobytesOut());
    }
    put(child.traffic(), fields);
    return fields;
  }

  private static void put(ChildTraffic traffic, Map<String, Object> fields) {
    fields.put("packets_in", traffic.packetsIn());
    fields.put("bytes_in", traffic.bytesIn());
    fields.put("packets_out", traffic.packetsOut());
    fields.put("bytes_out", traffic.bytesOut());
    fields.put("replayed", traffic.replayed());
    fields.put("refused", traffic.refused());
    traffic.lastInbound().ifPresent(at -> fields.put("last_inbound", at.toString()));
    traffic.lastOutbound().ifPresent(at -> fields.put("last_outbound", at.toString()));
  }
}
