package dev.vigil.settings;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * All settings of one node, valid. Made by {@link SettingsFile}.
 *
 * @param controlSocket Unix domain socket that {@code ./vigil exec} speaks to
 * @param keyLog where keys are written for Wireshark, if anywhere
 * @param allowInsecure algorithms that are refused unless they are named here
 * @param initiateRate set-ups that may begin in a second when all peers are called at start
 * @param actorSystem Pekko's whole configuration, with which the actor system starts
 */
public record NodeSettings(
    UdpSettings udp,
    DataPlane dataPlane,
    Path controlSocket,
    Optional<Path> keyLog,
    Set<InsecureAlgorithm> allowInsecure,
    Initiate initiate,
    int initiateRate,
    NegotiationSettings negotiation,
    LivenessSettings liveness,
    AdmissionSettings admission,
    ShutdownSettings shutdown,
    ResumeSettings resume,
    CookieKeySource cookieKey,
    StoreSettings store,
    ClusterSettings cluster,
    Config actorSystem) {
  public NodeSettings {
    allowInsecure = Set.copyOf(allowInsecure);
  }

  /** When a configured peer's tunnel is set up by us. */
  public enum Initiate {
    ON_START,
    ON_DEMAND
  }

  /** Where packets go through the tunnels. */
  public enum DataPlane {
    /** Protected in this process; inside there is nobody but whoever answers a ping. */
    LOOPBACK,
    /** Tunnels are negotiated, and nothing goes through them. */
    NONE
  }

  /** What a configuration may name only with the node's leave. */
  public enum InsecureAlgorithm {
    DES,
    GROUP24
  }

  /** The same settings with another UDP part, for tests and the quickstart. */
  public NodeSettings withUdp(UdpSettings udp) {
    return new NodeSettings(
        udp,
        dataPlane,
        controlSocket,
        keyLog,
        allowInsecure,
        initiate,
        initiateRate,
        negotiation,
        liveness,
        admission,
        shutdown,
        resume,
        cookieKey,
        store,
        cluster,
        actorSystem);
  }

  /** The same settings with a key log, as {@code run --key-log FILE} asks for. */
  public NodeSettings withKeyLog(Path file) {
    return new NodeSettings(
        udp,
        dataPlane,
        controlSocket,
        Optional.of(file),
        allowInsecure,
        initiate,
        initiateRate,
        negotiation,
        liveness,
        admission,
        shutdown,
        resume,
        cookieKey,
        store,
        cluster,
        actorSystem);
  }
}
