package dev.vigil.protocol.frozen;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.natt.NatVariant;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.LivenessProtocol;
import java.util.Optional;

/** What Main Mode left behind. Algorithms are kept by their numbers in the protocol. */
public final class FrozenPhase1 {
  private FrozenPhase1() {}

  public static void freeze(Phase1Result sa, FieldWriter fields) {
    fields
        .eight(1, sa.cookies().initiator().value())
        .eight(2, sa.cookies().responder().value())
        .number(3, FrozenPath.code(sa.role()))
        .nested(4, path -> FrozenPath.freeze(sa.path(), path))
        .number(5, sa.encryption().phase1Code())
        .number(6, sa.encryption().keyBytes())
        .number(7, sa.hash().phase1Code())
        .number(8, sa.group().number())
        .duration(9, sa.lifetime())
        .instant(10, sa.establishedAt())
        .secret(11, sa.skeyidD())
        .secret(12, sa.skeyidA())
        .secret(13, sa.cipherKey())
        .octets(14, sa.lastBlock())
        .nested(15, id -> FrozenPath.freeze(sa.localIdentity(), id))
        .nested(16, id -> FrozenPath.freeze(sa.peerIdentity(), id))
        .number(17, sa.liveness().map(FrozenPhase1::code).orElse(0))
        .flag(18, sa.peerUnity())
        .number(19, code(sa.natTraversal()))
        .number(20, sa.natVariant().map(FrozenPhase1::code).orElse(0));
  }

  public static Phase1Result thaw(FieldReader fields) {
    EncryptionAlgorithm encryption = encryption(fields);
    HashAlgorithm hash =
        HashAlgorithm.ofPhase1(fields.number(7, 0xffff)).orElseThrow(() -> unknown(fields));
    DhGroup group = DhGroup.of(fields.number(8, 0xffff)).orElseThrow(() -> unknown(fields));
    return new Phase1Result(
        new CookiePair(new Cookie(fields.eight(1)), new Cookie(fields.eight(2))),
        FrozenPath.role(fields, 3),
        FrozenPath.thaw(fields.nested(4)),
        encryption,
        hash,
        group,
        fields.duration(9),
        fields.instant(10),
        fields.secret(11, hash.digestBytes()),
        fields.secret(12, hash.digestBytes()),
        fields.secret(13, encryption.keyBytes()),
        fields.octets(14, encryption.blockBytes()),
        FrozenPath.identification(fields.nested(15)),
        FrozenPath.identification(fields.nested(16)),
        liveness(fields),
        fields.flag(18),
        natTraversal(fields),
        natVariant(fields));
  }

  private static EncryptionAlgorithm encryption(FieldReader fields) {
    return EncryptionAlgorithm.ofPhase1(fields.number(5, 0xffff), bits(fields))
        .orElseThrow(() -> unknown(fields));
  }

  /** Ciphers of one length have no number of bits. */
  private static int bits(FieldReader fields) {
    int bits = 8 * fields.number(6, 64);
    return fields.number(5) == EncryptionAlgorithm.AES_CBC_128.phase1Code() ? bits : 0;
  }

  private static RuntimeException unknown(FieldReader fields) {
    return fields.malformed("an algorithm is not known");
  }

  private static int code(LivenessProtocol protocol) {
    return switch (protocol) {
      case DPD -> 1;
      case KEEPALIVES -> 2;
    };
  }

  private static Optional<LivenessProtocol> liveness(FieldReader fields) {
    return switch (fields.number(17, Integer.MAX_VALUE)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(LivenessProtocol.DPD);
      case 2 -> Optional.of(LivenessProtocol.KEEPALIVES);
      default -> throw fields.malformed("a liveness protocol is not known");
    };
  }

  private static int code(NatTraversal nat) {
    return switch (nat) {
      case UNSUPPORTED -> 0;
      case NO_NAT -> 1;
      case CLAIMED -> 2;
      case LOCAL_BEHIND_NAT -> 3;
      case PEER_BEHIND_NAT -> 4;
      case BOTH_BEHIND_NAT -> 5;
    };
  }

  private static NatTraversal natTraversal(FieldReader fields) {
    return switch (fields.number(19, Integer.MAX_VALUE)) {
      case 0 -> NatTraversal.UNSUPPORTED;
      case 1 -> NatTraversal.NO_NAT;
      case 2 -> NatTraversal.CLAIMED;
      case 3 -> NatTraversal.LOCAL_BEHIND_NAT;
      case 4 -> NatTraversal.PEER_BEHIND_NAT;
      case 5 -> NatTraversal.BOTH_BEHIND_NAT;
      default -> throw fields.malformed("an outcome of NAT detection is not known");
    };
  }

  private static int code(NatVariant variant) {
    return switch (variant) {
      case RFC3947 -> 1;
      case DRAFT_03 -> 2;
      case DRAFT_02_LF -> 3;
      case DRAFT_02 -> 4;
    };
  }

  private static Optional<NatVariant> natVariant(FieldReader fields) {
    return switch (fields.number(20, Integer.MAX_VALUE)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(NatVariant.RFC3947);
      case 2 -> Optional.of(NatVariant.DRAFT_03);
      case 3 -> Optional.of(NatVariant.DRAFT_02_LF);
      case 4 -> Optional.of(NatVariant.DRAFT_02);
      default -> throw fields.malformed("a dialect of NAT traversal is not known");
    };
  }
}
