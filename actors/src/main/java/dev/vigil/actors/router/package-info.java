/**
 * From the sockets to whom a datagram concerns: a bounded stream, then one actor that looks at the
 * fixed header and the cookies and at nothing else. Junk ends here, counted by reason, and leaves
 * no state behind.
 */
@NullMarked
package dev.vigil.actors.router;

import org.jspecify.annotations.NullMarked;
