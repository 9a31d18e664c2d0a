package dev.vigil.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Mutual TLS between the nodes of a cluster. All files are PEM and are read again when they change.
 *
 * @param certificate this node's own, with what leads to the authority
 * @param key its private key, PKCS #8
 * @param authorities whose certificates are believed
 * @param checkInterval how often the files' times are looked at
 * @param allowedNames names, one of which a node's certificate must have
 */
public record TlsSettings(
    Path certificate,
    Path key,
    Path authorities,
    Duration checkInterval,
    List<String> allowedNames) {
  public TlsSettings {
    allowedNames = List.copyOf(allowedNames);
  }
}
