package dev.vigil.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code show inventory}: one part, this program; it has no serial number. */
final class InventoryScreen {
  private InventoryScreen() {}

  static String text(NodeFacts node) {
    return """
    NAME: "Chassis", DESCR: "Vigil IKE head-end on %s"
    PID: VIGIL             , VID: %s, SN:

    """
        .formatted(node.system(), node.version());
  }

  static Object json(NodeFacts node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", "Chassis");
    fields.put("description", "Vigil IKE head-end on " + node.system());
    fields.put("product", "VIGIL");
    fields.put("version", node.version());
    return List.of(fields);
  }
}
