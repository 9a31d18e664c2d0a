package dev.vigil.protocol.trace;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Main Mode, from the first message to the authenticated peer. */
public sealed interface Phase1Trace extends TraceEvent {
  /** We start Main Mode. */
  record Beginning() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa(" beginning Main Mode exchange"));
    }
  }

  /** There is nothing yet about the peer. */
  record PeerCreated() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          "ISAKMP: Created a peer struct for %s, peer port %d"
              .formatted(context.peer(), context.peerPort()),
          "ISAKMP: local port %d, remote port %d"
              .formatted(context.localPort(), context.peerPort()));
    }
  }

  /** We look for the peer's pre-shared key. */
  record KeyLookup(boolean found) implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return found
          ? List.of(
              context.sa("found peer pre-shared key matching " + context.peer()),
              context.sa(" local preshared key found"))
          : List.of(context.sa("No pre-shared key with " + context.peer() + "!"));
    }
  }

  /** We announce something. */
  record VendorIdSent(String name) implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa(" constructed " + name + " ID"));
    }
  }

  /**
   * The peer announced something.
   *
   * @param name empty for what we do not know
   */
  record VendorIdReceived(Optional<String> name) implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      String processing = context.sa(" processing vendor id payload");
      return name.map(known -> List.of(processing, context.sa(" vendor ID is " + known)))
          .orElse(List.of(processing));
    }
  }

  /**
   * A proposal is compared with one of our policies.
   *
   * @param transform number of the peer's transform
   * @param priority of our policy
   * @param refusal why it does not fit, empty when it does
   */
  record PolicyChecked(int transform, int priority, OfferedPolicy offered, Optional<String> refusal)
      implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      List<String> lines = new ArrayList<>();
      lines.add(
          context.sa(
              "Checking ISAKMP transform %d against priority %d policy"
                  .formatted(transform, priority)));
      lines.addAll(offered.lines());
      refusal.ifPresent(reason -> lines.add(context.sa(reason)));
      lines.add(
          context.sa(
              refusal.isEmpty()
                  ? "atts are acceptable. Next payload is 0"
                  : "atts are not acceptable. Next payload is 0"));
      return lines;
    }
  }

  /** What a phase-1 transform says; empty where we know no name for its number. */
  record OfferedPolicy(
      Optional<EncryptionAlgorithm> encryption,
      Optional<HashAlgorithm> hash,
      Optional<DhGroup> group,
      Optional<Duration> lifetime) {
    private List<String> lines() {
      List<String> lines = new ArrayList<>();
      encryption.ifPresent(it -> addEncryption(lines, it));
      hash.ifPresent(it -> lines.add(attribute("hash " + hashName(it))));
      group.ifPresent(it -> lines.add(attribute("default group " + it.number())));
      lines.add(attribute("auth pre-share"));
      lifetime.ifPresent(it -> {
        lines.add(attribute("life type in seconds"));
        lines.add(attribute(LifeDuration.of(it.toSeconds())));
      });
      return lines;
    }

    private static void addEncryption(List<String> lines, EncryptionAlgorithm encryption) {
      switch (encryption) {
        case DES_CBC -> lines.add(attribute("encryption DES-CBC"));
        case TRIPLE_DES_CBC -> lines.add(attribute("encryption 3DES-CBC"));
        case AES_CBC_128, AES_CBC_192, AES_CBC_256 -> {
          lines.add(attribute("encryption AES-CBC"));
          lines.add(attribute("keylength of " + 8 * encryption.keyBytes()));
        }
      }
    }

    private static String hashName(HashAlgorithm hash) {
      return switch (hash) {
        case MD5 -> "MD5";
        case SHA1 -> "SHA";
        case SHA256 -> "SHA256";
        case SHA384 -> "SHA384";
        case SHA512 -> "SHA512";
      };
    }

    private static String attribute(String text) {
      return "ISAKMP:      " + text;
    }
  }

  /** None of the peer's proposals fits any of our policies. */
  record NoProposalChosen() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa("no offers accepted!"),
          context.sa(
              " phase 1 SA policy not acceptable! (local %s remote %s)"
                  .formatted(context.local(), context.peer())));
    }
  }

  /** The lifetime was agreed on. */
  record LifetimeStarted(Duration lifetime) implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      long seconds = lifetime.toSeconds();
      return List.of(
          context.sa("Returning Actual lifetime: " + seconds),
          context.sa("Started lifetime timer: " + seconds + "."));
    }
  }

  /** Keys exist from here on. */
  record KeysDerived() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("SKEYID state generated"));
    }
  }

  /** What the comparison of addresses said (RFC 3947 §3.2). */
  record NatDetected(boolean localBehindNat, boolean peerBehindNat) implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of("ISAKMP:received payload type 20", context.sa(finding()));
    }

    private String finding() {
      if (localBehindNat) {
        return peerBehindNat
            ? "NAT found, both nodes inside NAT"
            : "NAT found, this node inside NAT";
      }
      return peerBehindNat
          ? "His hash no match - this node outside NAT"
          : "No NAT found for self or peer";
    }
  }

  /** The peer's port changed to the one of NAT traversal. */
  record PortFloated() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("Detected port floating to port = " + context.peerPort()));
    }
  }

  /** We say who we are. */
  record IdentitySent(IdentityText identity) implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      List<String> lines = new ArrayList<>();
      lines.add(context.sa("SA is doing pre-shared key authentication using id type " + kind()));
      lines.addAll(identity.lines(context));
      lines.add(context.sa("Total payload length: " + identity.length()));
      return lines;
    }

    private String kind() {
      return identity.typeName();
    }
  }

  /** The peer says who it is; that is not proved yet. */
  record IdentityReceived(IdentityText identity) implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return identity.lines(context);
    }
  }

  /** We tell the peer that nothing older of us is alive. */
  record InitialContactSent() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("Send initial contact"));
    }
  }

  /** The peer told us that nothing older of it is alive. */
  record InitialContactReceived() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa("Process initial contact,"),
          "\tbring down existing phase 1 and 2 SA's with local %s remote %s remote port %d"
              .formatted(context.local(), context.peer(), context.peerPort()));
    }
  }

  /** The peer has proved who it is. */
  record Authenticated() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(
          context.sa("SA authentication status:"),
          "\tauthenticated",
          context.sa("SA has been authenticated with " + context.peer()));
    }
  }

  /** A successor of this SA stands, or its soft lifetime has passed. */
  record RekeyStarted() implements Phase1Trace {
    @Override
    public List<String> lines(TraceContext context) {
      return List.of(context.sa("soft lifetime reached, negotiating a successor"));
    }
  }
}
