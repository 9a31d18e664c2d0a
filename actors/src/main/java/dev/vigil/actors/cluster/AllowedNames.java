package dev.vigil.actors.cluster;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** The names of the nodes of a cluster, as their certificates have them; without wildcards. */
final class AllowedNames {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private final Set<String> allowed = new HashSet<>();

  AllowedNames(List<String> names) {
    names.forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
  }

  /** What is wrong with a certificate, if anything is. */
  Optional<String> fault(X509Certificate certificate) {
    List<String> names = names(certificate);
    return names.stream().anyMatch(name -> allowed.contains(name.toLowerCase(Locale.ROOT)))
        ? Optional.empty()
        : Optional.of("none of its names " + names + " is in vigil.cluster.tls.allowed-names");
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> each : alternatives) {
          if (each.get(0) instanceof Integer kind
              && (kind == DNS_NAME || kind == IP_ADDRESS)
              && each.get(1) instanceof String name) {
            names.add(name);
          }
        }
      }
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String name) {
          names.add(name);
        }
      }
    } catch (CertificateParsingException | InvalidNameException unreadable) {
      return List.of();
    }
    return names;
  }
}
