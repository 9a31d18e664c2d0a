package dev.vigil.actors.cluster;

import com.typesafe.config.Config;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.PhiAccrualFailureDetector;

/**
 * Pekko's detector, which also believes what the kernel says: a node whose process has ended is not
 * available, however lately it was heard. Made by Pekko, one for each other node.
 */
public final class InformedFailureDetector extends PhiAccrualFailureDetector {
  private volatile String node = "";

  public InformedFailureDetector(Config config, EventStream events) {
    super(config, events);
  }

  @Override
  public void setAddress(String address) {
    super.setAddress(address);
    node = address;
  }

  @Override
  public boolean isAvailable() {
    return !ProvenDeaths.contains(node) && super.isAvailable();
  }
}
