package dev.vigil.actors.configuration;

import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.LWWRegisterKey;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;

/** Where the nodes share the configuration: of two versions the later one stays. */
final class SharedKey {
  static final Key<LWWRegister<byte[]>> KEY = LWWRegisterKey.create("vigil-configuration");

  /** Its number, and within a number whether it was saved: both only ever rise. */
  private static final LWWRegister.Clock<byte[]> BY_NUMBER =
      new LWWRegister.Clock<>() {
        @Override
        public long apply(long currentTimestamp, byte[] value) {
          SharedText version = TextForm.trusted(value);
          return version.number() << 1 | (version.saved() == version.number() ? 1 : 0);
        }
      };

  private SharedKey() {}

  static LWWRegister<byte[]> register(SelfUniqueAddress node, SharedText version) {
    return LWWRegister.create(node, TextForm.encode(version).toArray(), BY_NUMBER);
  }

  /** What stays of what is there and another version. */
  static LWWRegister<byte[]> later(
      SelfUniqueAddress node, LWWRegister<byte[]> present, SharedText version) {
    return version.isAfter(TextForm.trusted(present.getValue()))
        ? present.withValue(node, TextForm.encode(version).toArray(), BY_NUMBER)
        : present;
  }
}
