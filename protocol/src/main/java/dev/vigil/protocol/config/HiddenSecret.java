package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.Secret;

/**
 * A password as the router stores it, never in clear.
 *
 * @param form the router's number for it: 5 (MD5-crypt), 8 (PBKDF2) and 9 (scrypt) are hashes, 4 is
 *     an unsalted one, 6 is encrypted with a key that only its router has, and 7 hides it from a
 *     passing eye only
 */
public record HiddenSecret(int form, Secret text) {}
