package dev.vigil.protocol.peer;

import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.wire.Cookie;
import java.util.OptionalInt;

/**
 * A pair of IPsec SAs that we asked an IKE SA to negotiate.
 *
 * @param ike our cookie of that IKE SA
 * @param replaces our SPI of the pair that it is to succeed
 */
record Pending(ChildRequest request, Cookie ike, OptionalInt replaces) {}
