/**
 * The Informational exchange (RFC 2409 §5.7): what a protected one says once its hash is verified,
 * what an unprotected one may hint at, and the payloads that we send in it.
 */
@NullMarked
package dev.vigil.protocol.informational;

import org.jspecify.annotations.NullMarked;
