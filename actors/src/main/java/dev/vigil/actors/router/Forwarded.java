package dev.vigil.actors.router;

import dev.vigil.actors.udp.Datagram;
import java.util.List;

/**
 * Datagrams that came to another node and concern this one. That they come in such a message is
 * what keeps them from being forwarded once more.
 *
 * @param sender the node that received them, by the number that its run has in the cluster
 * @param total datagrams forwarded to this receiver so far, these included
 */
public record Forwarded(long sender, long total, List<Datagram> datagrams)
    implements RouterCommand, EspCommand {
  public Forwarded {
    datagrams = List.copyOf(datagrams);
  }
}
