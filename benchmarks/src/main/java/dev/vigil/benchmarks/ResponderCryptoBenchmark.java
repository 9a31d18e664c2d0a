package dev.vigil.benchmarks;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.DiffieHellman;
import dev.vigil.protocol.crypto.DiffieHellman.Agreement;
import dev.vigil.protocol.crypto.DiffieHellman.KeyPair;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.InitializationVector;
import dev.vigil.protocol.crypto.KeyDerivation;
import dev.vigil.protocol.crypto.MessageProtection;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.crypto.SkeyidFamily;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * All cryptography that a responder does for Main Mode and Quick Mode with a pre-shared key, group
 * 14, AES-128 and SHA-1. Guard for the whole of it, protocol included: 0.95 ms.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResponderCryptoBenchmark {
  private static final HashAlgorithm HASH = HashAlgorithm.SHA1;
  private static final EncryptionAlgorithm CIPHER = EncryptionAlgorithm.AES_CBC_128;
  private static final Octets NONCE = Octets.of(new byte[32]);
  private static final Octets SA = Octets.of(new byte[52]);
  private static final Octets ID = Octets.of(new byte[8]);
  private static final Octets PHASE1_MESSAGE = Octets.of(new byte[108]);
  private static final Octets QUICK_MESSAGE = Octets.of(new byte[172]);
  private static final CookiePair COOKIES = new CookiePair(new Cookie(1), new Cookie(2));

  private final Entropy entropy = new Random(1)::nextBytes;
  private final Secret psk = Secret.ofText("a shared secret");
  private final KeyPair peer = DiffieHellman.generate(DhGroup.MODP_2048, entropy);

  @Benchmark
  public void mainAndQuickMode(Blackhole hole) {
    KeyPair ours = DiffieHellman.generate(DhGroup.MODP_2048, entropy);
    Octets gxi = peer.publicValue();
    Octets gxr = ours.publicValue();
    Secret gxy =
        switch (DiffieHellman.agree(DhGroup.MODP_2048, ours.privateValue(), gxi)) {
          case Agreement.Agreed(Secret shared) -> shared;
          case Agreement.Refused(String reason) -> throw new IllegalStateException(reason);
        };
    Secret skeyid = KeyDerivation.skeyidFromPreSharedKey(HASH, psk, NONCE, NONCE);
    SkeyidFamily family = KeyDerivation.family(HASH, skeyid, gxy, COOKIES);
    Secret key = KeyDerivation.cipherKey(CIPHER, HASH, family.skeyidE());
    Octets iv = InitializationVector.ofPhase1(CIPHER, HASH, gxi, gxr);
    hole.consume(ExchangeHash.hashI(HASH, skeyid, gxi, gxr, COOKIES, SA, ID));
    hole.consume(ExchangeHash.hashR(HASH, skeyid, gxi, gxr, COOKIES, SA, ID));
    hole.consume(MessageProtection.open(CIPHER, key, iv, PHASE1_MESSAGE));
    hole.consume(MessageProtection.protect(CIPHER, key, iv, PHASE1_MESSAGE));
    quickMode(hole, family, key, iv);
  }

  private void quickMode(Blackhole hole, SkeyidFamily family, Secret key, Octets lastBlock) {
    Secret a = family.skeyidA();
    int messageId = entropy.nextInt();
    Octets iv = InitializationVector.ofExchange(CIPHER, HASH, lastBlock, messageId);
    hole.consume(MessageProtection.open(CIPHER, key, iv, QUICK_MESSAGE));
    hole.consume(ExchangeHash.hash1(HASH, a, messageId, QUICK_MESSAGE));
    hole.consume(ExchangeHash.hash2(HASH, a, messageId, NONCE, QUICK_MESSAGE));
    hole.consume(MessageProtection.protect(CIPHER, key, iv, QUICK_MESSAGE));
    hole.consume(ExchangeHash.hash3(HASH, a, messageId, NONCE, NONCE));
    hole.consume(MessageProtection.open(CIPHER, key, iv, PHASE1_MESSAGE));
    for (int spi = 1; spi <= 2; spi++) {
      hole.consume(
          KeyDerivation.keymat(HASH, family.skeyidD(), Optional.empty(), 3, spi, NONCE, NONCE, 36));
    }
  }

  /** SKEYID and the three keys that come from it. */
  @Benchmark
  public SkeyidFamily skeyidFamily() {
    Secret skeyid = KeyDerivation.skeyidFromPreSharedKey(HASH, psk, NONCE, NONCE);
    return KeyDerivation.family(HASH, skeyid, psk, COOKIES);
  }
}
