package dev.vigil.console;

import java.time.Instant;

/**
 * What a node says of itself.
 *
 * @param version of the program
 * @param hostname as configured, else {@code Router}
 * @param startedAt of the process
 * @param runtime version of the Java runtime
 * @param system name and version of the operating system
 * @param image where the program was loaded from
 * @param memoryBytes the most that the process may use on its heap
 */
record NodeFacts(
    String version,
    String hostname,
    Instant startedAt,
    String runtime,
    String system,
    String image,
    int processors,
    long memoryBytes) {}
