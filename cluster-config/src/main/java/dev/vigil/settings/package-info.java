/**
 * What one node must know beside the router's configuration: addresses, ports, files, bounds,
 * cluster. HOCON layers (base, then single or cluster, then the node's own file) become {@link
 * dev.vigil.settings.NodeSettings} records, checked before anything starts; each fault is one
 * sentence that names file, line, setting and what is allowed.
 */
@NullMarked
package dev.vigil.settings;

import org.jspecify.annotations.NullMarked;
