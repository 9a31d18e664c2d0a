package dev.vigil.protocol.crypto;

/**
 * The keys of one IKE SA (RFC 2409 §5), each {@link HashAlgorithm#digestBytes} long.
 *
 * @param skeyid key of HASH_I and HASH_R
 * @param skeyidD source of the keys of other SAs
 * @param skeyidA key of the hashes of Quick Mode and Informational messages
 * @param skeyidE source of the cipher key
 */
public record SkeyidFamily(Secret skeyid, Secret skeyidD, Secret skeyidA, Secret skeyidE) {}
