package dev.vigil.protocol.sa;

import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.phase1.Phase1Settings;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.quickmode.SpiSource;
import java.util.List;
import java.util.Optional;

/**
 * What an IKE SA with one address of a peer needs to know; one object serves all SAs with it.
 *
 * @param dpd when we ask whether the peer lives; empty: never, yet we always answer
 * @param offers flows that we agree to as Quick Mode's responder
 * @param spis where the SPIs of IPsec SAs that the peer asks for come from
 */
public record SaSettings(
    Phase1Settings phase1, Optional<DpdSettings> dpd, List<ChildOffer> offers, SpiSource spis) {
  public SaSettings {
    offers = List.copyOf(offers);
  }

  /** See {@link Phase1Settings#initialContact}. */
  public SaSettings withInitialContact(boolean value) {
    return new SaSettings(phase1.withInitialContact(value), dpd, offers, spis);
  }
}
