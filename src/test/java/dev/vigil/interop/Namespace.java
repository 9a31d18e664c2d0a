package dev.vigil.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One network namespace: addresses, routes, firewall rules, and commands that run inside it. */
record Namespace(String name) {
  /** {@code command} as it must be written to run inside this namespace. */
  List<String> inside(String... command) {
    return inside(List.of(command));
  }

  /** {@code command} as it must be written to run inside this namespace. */
  List<String> inside(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return all;
  }

  /** Runs {@code command} inside; a non-zero exit code is a failure. */
  String run(String... command) {
    return Shell.run(inside(command));
  }

  /** Runs {@code command} inside, at most for {@code limit}. */
  Shell.Outcome attempt(Duration limit, String... command) {
    return Shell.attempt(limit, Map.of(), inside(command));
  }

  /** Adds {@code address} (with its prefix length) to {@code device}. */
  void address(String device, String address) {
    List<String> command =
        new ArrayList<>(List.of("ip", "-n", name, "addr", "add", address, "dev", device));
    if (address.contains(":")) {
      command.add("nodad");
    }
    Shell.run(command);
  }

  /** Adds a route; {@code route} is what follows {@code ip route add}. */
  void route(String... route) {
    List<String> command = new ArrayList<>(List.of("ip", "-n", name, "route", "add"));
    command.addAll(List.of(route));
    Shell.run(command);
  }

  /** Drops what {@code match} (an nftables expression) selects, coming in and going out. */
  void drop(String match) {
    run("nft", "add table inet vigil");
    for (String hook : List.of("input", "output")) {
      run(
          "nft",
          "add chain inet vigil " + hook + " { type filter hook " + hook + " priority 0 ; }");
      run("nft", "add rule inet vigil " + hook + " " + match + " drop");
    }
  }

  /** Removes what {@link #drop} added. */
  void undrop() {
    run("nft", "delete table inet vigil");
  }
}
