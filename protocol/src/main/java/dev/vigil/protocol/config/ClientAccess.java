package dev.vigil.protocol.config;

import java.util.Optional;

/**
 * Easy VPN access as a crypto map or an ISAKMP profile grants it.
 *
 * @param authenticationList AAA list for extended authentication
 * @param authorizationList AAA list for group look-up
 * @param accountingList AAA list for accounting
 * @param addressInitiate we push the address
 * @param addressRespond we answer requests for an address
 * @param group the group's policy that applies
 */
public record ClientAccess(
    Optional<String> authenticationList,
    Optional<String> authorizationList,
    Optional<String> accountingList,
    boolean addressInitiate,
    boolean addressRespond,
    Optional<String> group) {
  public static final ClientAccess NONE =
      new ClientAccess(
          Optional.empty(), Optional.empty(), Optional.empty(), false, false, Optional.empty());

  public ClientAccess withAuthenticationList(Optional<String> v) {
    return new ClientAccess(
        v, authorizationList, accountingList, addressInitiate, addressRespond, group);
  }

  public ClientAccess withAuthorizationList(Optional<String> v) {
    return new ClientAccess(
        authenticationList, v, accountingList, addressInitiate, addressRespond, group);
  }

  public ClientAccess withAccountingList(Optional<String> v) {
    return new ClientAccess(
        authenticationList, authorizationList, v, addressInitiate, addressRespond, group);
  }

  public ClientAccess withAddressInitiate(boolean v) {
    return new ClientAccess(
        authenticationList, authorizationList, accountingList, v, addressRespond, group);
  }

  public ClientAccess withAddressRespond(boolean v) {
    return new ClientAccess(
        authenticationList, authorizationList, accountingList, addressInitiate, v, group);
  }

  public ClientAccess withGroup(Optional<String> v) {
    return new ClientAccess(
        authenticationList, authorizationList, accountingList, addressInitiate, addressRespond, v);
  }
}
