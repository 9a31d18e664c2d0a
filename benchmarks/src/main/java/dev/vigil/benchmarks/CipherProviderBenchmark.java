package dev.vigil.benchmarks;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the choice of providers for ciphers and MACs rests on (ADR 0002): a DPD message's 64 bytes
 * under a key that changes each time, and an HMAC over its 36.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CipherProviderBenchmark {
  private static final int KEYS = 64;

  private final byte[][] keys = new byte[KEYS][24];
  private final byte[][] aesKeys = new byte[KEYS][16];
  private final BlockCipher[] expanded = new BlockCipher[KEYS];
  private final byte[] text = new byte[64];
  private final byte[] pad = new byte[64];
  private final byte[] mac = new byte[20];
  private final BlockCipher bouncyAes = AESEngine.newInstance();
  private final BlockCipher bouncyTripleDes = new DESedeEngine();
  private final Cipher aes;
  private final Cipher tripleDes;
  private final MessageDigest sha1;
  private final MessageDigest innerPadded;
  private final MessageDigest outerPadded;
  private final Mac hmac;
  private int next;

  public CipherProviderBenchmark() {
    try {
      aes = Cipher.getInstance("AES/CBC/NoPadding");
      tripleDes = Cipher.getInstance("DESede/CBC/NoPadding");
      sha1 = MessageDigest.getInstance("SHA-1");
      innerPadded = MessageDigest.getInstance("SHA-1");
      outerPadded = MessageDigest.getInstance("SHA-1");
      hmac = Mac.getInstance("HmacSHA1");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (int i = 0; i < KEYS; i++) {
      random.nextBytes(keys[i]);
      random.nextBytes(aesKeys[i]);
      expanded[i] = AESEngine.newInstance();
      expanded[i].init(true, new KeyParameter(aesKeys[i]));
    }
    innerPadded.update(pad);
    outerPadded.update(pad);
  }

  @Benchmark
  public byte[] aesJdkInitEachTime() throws GeneralSecurityException {
    aes.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(aesKeys[next++ & KEYS - 1], "AES"),
        new IvParameterSpec(pad, 0, 16));
    aes.doFinal(text, 0, 64, text, 0);
    return text;
  }

  /** The least that the JDK's cipher could cost if every SA kept one. */
  @Benchmark
  public byte[] aesJdkSameKey() throws GeneralSecurityException {
    aes.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(aesKeys[0], "AES"), new IvParameterSpec(pad, 0, 16));
    aes.doFinal(text, 0, 64, text, 0);
    return text;
  }

  @Benchmark
  public byte[] aesBouncyInitEachTime() {
    bouncyAes.init(true, new KeyParameter(aesKeys[next++ & KEYS - 1]));
    return blocks(bouncyAes, 16, 64);
  }

  /** Without key schedule, but with some 600 bytes kept for each SA and direction. */
  @Benchmark
  public byte[] aesBouncyExpandedKept() {
    return blocks(expanded[next++ & KEYS - 1], 16, 64);
  }

  @Benchmark
  public byte[] tripleDesJdkInitEachTime() throws GeneralSecurityException {
    tripleDes.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(keys[next++ & KEYS - 1], "DESede"),
        new IvParameterSpec(pad, 0, 8));
    tripleDes.doFinal(text, 0, 56, text, 0);
    return text;
  }

  @Benchmark
  public byte[] tripleDesBouncyInitEachTime() {
    bouncyTripleDes.init(true, new KeyParameter(keys[next++ & KEYS - 1]));
    return blocks(bouncyTripleDes, 8, 56);
  }

  @Benchmark
  public byte[] hmacPadsHashedEachTime() throws GeneralSecurityException {
    sha1.update(pad);
    sha1.update(text, 0, 36);
    sha1.digest(mac, 0, 20);
    sha1.update(pad);
    sha1.update(mac);
    sha1.digest(mac, 0, 20);
    return mac;
  }

  /** With two states kept for each SA. */
  @Benchmark
  public byte[] hmacPadStatesCloned() throws GeneralSecurityException, CloneNotSupportedException {
    MessageDigest inner = (MessageDigest) innerPadded.clone();
    inner.update(text, 0, 36);
    inner.digest(mac, 0, 20);
    MessageDigest outer = (MessageDigest) outerPadded.clone();
    outer.update(mac);
    outer.digest(mac, 0, 20);
    return mac;
  }

  @Benchmark
  public byte[] hmacJdkMac() throws GeneralSecurityException {
    hmac.init(new SecretKeySpec(keys[next++ & KEYS - 1], "HmacSHA1"));
    hmac.update(text, 0, 36);
    hmac.doFinal(mac, 0);
    return mac;
  }

  @Benchmark
  public byte[] sha1Of20Bytes() throws GeneralSecurityException {
    sha1.update(text, 0, 20);
    sha1.digest(mac, 0, 20);
    return mac;
  }

  /** CBC's chaining left out: it would only add to what is compared. */
  private byte[] blocks(BlockCipher engine, int block, int length) {
    for (int at = 0; at < length; at += block) {
      engine.processBlock(text, at, text, at);
    }
    return text;
  }
}
