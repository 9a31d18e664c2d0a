package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an Easy VPN group is given ({@code crypto isakmp client configuration group}): kept, and run
 * in a later release.
 *
 * @param dns at most two
 * @param wins at most two
 * @param maxUsers 1 to 5000
 * @param maxLogins 1 to 10
 */
public record ClientGroup(
    String name,
    Optional<Secret> key,
    Optional<String> pool,
    List<InetAddress> dns,
    List<InetAddress> wins,
    Optional<String> domain,
    Optional<String> accessList,
    Optional<InetAddress> netmask,
    List<String> backupGateways,
    List<String> splitDns,
    Optional<Integer> maxUsers,
    Optional<Integer> maxLogins,
    boolean savePassword,
    boolean pfs,
    boolean includeLocalLan,
    boolean groupLock,
    Optional<String> banner) {
  public ClientGroup {
    dns = List.copyOf(dns);
    wins = List.copyOf(wins);
    backupGateways = List.copyOf(backupGateways);
    splitDns = List.copyOf(splitDns);
  }

  public static ClientGroup named(String name) {
    return new Draft().build(name);
  }

  /** A copy with some parts changed. */
  public ClientGroup with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.key = key;
    draft.pool = pool;
    draft.dns = dns;
    draft.wins = wins;
    draft.domain = domain;
    draft.accessList = accessList;
    draft.netmask = netmask;
    draft.backupGateways = backupGateways;
    draft.splitDns = splitDns;
    draft.maxUsers = maxUsers;
    draft.maxLogins = maxLogins;
    draft.savePassword = savePassword;
    draft.pfs = pfs;
    draft.includeLocalLan = includeLocalLan;
    draft.groupLock = groupLock;
    draft.banner = banner;
    change.accept(draft);
    return draft.build(name);
  }

  /** The parts while they are being changed. */
  public static final class Draft {
    public Optional<Secret> key = Optional.empty();
    public Optional<String> pool = Optional.empty();
    public List<InetAddress> dns = List.of();
    public List<InetAddress> wins = List.of();
    public Optional<String> domain = Optional.empty();
    public Optional<String> accessList = Optional.empty();
    public Optional<InetAddress> netmask = Optional.empty();
    public List<String> backupGateways = List.of();
    public List<String> splitDns = List.of();
    public Optional<Integer> maxUsers = Optional.empty();
    public Optional<Integer> maxLogins = Optional.empty();
    public boolean savePassword;
    public boolean pfs;
    public boolean includeLocalLan;
    public boolean groupLock;
    public Optional<String> banner = Optional.empty();

    private ClientGroup build(String name) {
      return new ClientGroup(
          name,
          key,
          pool,
          dns,
          wins,
          domain,
          accessList,
          netmask,
          backupGateways,
          splitDns,
          maxUsers,
          maxLogins,
          savePassword,
          pfs,
          includeLocalLan,
          groupLock,
          banner);
    }
  }
}
