package dev.vigil.actors.names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Who is asked about host names. */
@FunctionalInterface
public interface NameService {
  /**
   * The machine's own: its hosts file, then DNS. The Java runtime keeps an answer for 30 seconds,
   * and a failure for 10, whatever the name's time to live is.
   */
  NameService OF_SYSTEM = name -> List.of(InetAddress.getAllByName(name));

  /** May take its time. Best first, at least one. */
  List<InetAddress> lookUp(String name) throws UnknownHostException;
}
