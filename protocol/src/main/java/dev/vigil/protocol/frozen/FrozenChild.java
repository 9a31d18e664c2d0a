package dev.vigil.protocol.frozen;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import java.util.List;
import java.util.Optional;

/** A pair of IPsec SAs with its keys. Algorithms are kept by their numbers in the protocol. */
public final class FrozenChild {
  private FrozenChild() {}

  public static void freeze(ChildSa child, FieldWriter fields) {
    fields
        .nested(1, request -> freeze(child.request(), request))
        .number(2, FrozenPath.code(child.role()))
        .eight(3, child.ike().initiator().value())
        .eight(4, child.ike().responder().value())
        .number(5, Integer.toUnsignedLong(child.outboundSpi()))
        .secret(6, child.inboundEncryptionKey())
        .secret(7, child.inboundAuthenticationKey())
        .secret(8, child.outboundEncryptionKey())
        .secret(9, child.outboundAuthenticationKey())
        .flag(10, child.udpEncapsulated())
        .instant(11, child.establishedAt());
  }

  public static ChildSa thaw(FieldReader fields) {
    ChildRequest request = request(fields.nested(1));
    if (request.transforms().size() != 1) {
      throw fields.malformed("a pair of IPsec SAs has not one transform");
    }
    EspTransform transform = request.transforms().getFirst();
    int cipher = transform.encryption().map(EncryptionAlgorithm::keyBytes).orElse(0);
    int mac = transform.authentication().map(HashAlgorithm::digestBytes).orElse(0);
    return new ChildSa(
        request,
        FrozenPath.role(fields, 2),
        new CookiePair(new Cookie(fields.eight(3)), new Cookie(fields.eight(4))),
        (int) fields.number(5),
        fields.secret(6, cipher),
        fields.secret(7, mac),
        fields.secret(8, cipher),
        fields.secret(9, mac),
        fields.flag(10),
        fields.instant(11));
  }

  private static void freeze(ChildRequest request, FieldWriter fields) {
    fields
        .text(1, request.name())
        .nested(2, selector -> freeze(request.local(), selector))
        .nested(3, selector -> freeze(request.remote(), selector))
        .each(4, request.transforms(), FrozenChild::freeze)
        .number(5, request.pfs().map(DhGroup::number).orElse(0))
        .duration(6, request.lifetime().time())
        .number(7, request.lifetime().kilobytes())
        .number(8, Integer.toUnsignedLong(request.inboundSpi()));
  }

  private static ChildRequest request(FieldReader fields) {
    int group = fields.number(5, 0xffff);
    List<EspTransform> transforms = fields.each(4, FrozenChild::transform);
    return new ChildRequest(
        fields.text(1),
        selector(fields.nested(2)),
        selector(fields.nested(3)),
        transforms,
        group == 0 ? Optional.empty() : Optional.of(group(fields, group)),
        new ChildLifetime(fields.duration(6), fields.number(7)),
        (int) fields.number(8));
  }

  private static DhGroup group(FieldReader fields, int number) {
    return DhGroup.of(number).orElseThrow(() -> fields.malformed("a group is not known"));
  }

  private static void freeze(TrafficSelector selector, FieldWriter fields) {
    fields
        .octets(1, FrozenPath.octets(selector.prefix()))
        .number(2, selector.prefixLength())
        .number(3, selector.protocol())
        .number(4, selector.port());
  }

  private static TrafficSelector selector(FieldReader fields) {
    return new TrafficSelector(
        FrozenPath.address(fields, 1),
        fields.number(2, 128),
        fields.number(3, 0xff),
        fields.number(4, 0xffff));
  }

  private static void freeze(EspTransform transform, FieldWriter fields) {
    fields
        .number(1, transform.encryption().map(EncryptionAlgorithm::espTransform).orElse(0))
        .number(
            2,
            transform
                .encryption()
                .filter(EncryptionAlgorithm::needsKeyLength)
                .map(cipher -> 8 * cipher.keyBytes())
                .orElse(0))
        .number(3, transform.authentication().map(HashAlgorithm::espAuthentication).orElse(0))
        .flag(4, transform.tunnel());
  }

  private static EspTransform transform(FieldReader fields) {
    int cipher = fields.number(1, 0xffff);
    int hash = fields.number(3, 0xffff);
    return new EspTransform(
        cipher == 0 ? Optional.empty() : Optional.of(cipher(fields, cipher)),
        hash == 0 ? Optional.empty() : Optional.of(hash(fields, hash)),
        fields.flag(4));
  }

  private static EncryptionAlgorithm cipher(FieldReader fields, int code) {
    return EncryptionAlgorithm.ofEsp(code, fields.number(2, 0xffff))
        .orElseThrow(() -> fields.malformed("a cipher is not known"));
  }

  private static HashAlgorithm hash(FieldReader fields, int code) {
    return HashAlgorithm.ofEsp(code)
        .orElseThrow(() -> fields.malformed("an authentication algorithm is not known"));
  }
}
