package dev.vigil.actors.observe;

/** What a node counts beside dropped datagrams; each only ever grows. */
public enum Counter {
  DATAGRAMS_IN,
  DATAGRAMS_OUT,
  /** One-byte keepalives of peers behind a NAT (RFC 3948 §2.3); nothing else happens to them. */
  NAT_KEEPALIVES_IN,
  NAT_KEEPALIVES_OUT,
  /** The kernel would not take a datagram: no route, or its buffer full. */
  SEND_FAILED,
  /** Datagrams that were not sent as this node had no leave to act for its SAs. */
  HELD_BACK,
  /** Datagrams handed to the node that owns their peer, and those that other nodes handed here. */
  FORWARDED_OUT,
  FORWARDED_IN,
  /** Packets that came out of tunnels, authentic and within their SAs' selectors. */
  ESP_IN,
  /** Packets that went into tunnels. */
  ESP_OUT,
  /** Packets that were lost as no sequence number was safe to be used for them yet. */
  ESP_NOT_GRANTED,
  PROBES_SENT,
  ACKS_RECEIVED,
  PROBES_RECEIVED,
  ESTABLISHED,
  /** Of those, the ones that were begun from here. */
  ESTABLISHED_AS_INITIATOR,
  /** Pairs of IPsec SAs. */
  CHILDREN_ESTABLISHED,
  CHILDREN_ESTABLISHED_AS_INITIATOR,
  DEAD_PEERS,
  /** Messages that asked for a peer's entity, as there is a record of it and nothing that lives. */
  WAKES_SENT,
  /** Peers that came to life on this node after such a message. */
  PEERS_RESUMED,
  /** Times that the store did not answer, or could not make something safe; it is asked again. */
  STORE_FAILURES,
  /** Records of peers that could not be read. */
  RECORDS_UNREADABLE,
  /** Peers that stopped at once as another node owns them by now. */
  FENCED,
  FAULTS,
  TRACE_LINES_LOST
}
