package io.plumbline.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the reconciler says of a company: findings, pending discrepancies and control totals.
 *
 * @param findings all of them, by id, less when the ledger learnt of them and the window's length:
 *     windows begin at their floors again
 */
record Ledger(Map<String, JsonNode> findings, Set<String> discrepancies, JsonNode totals) {

  private static final List<String> OF_THE_HEARING =
      List.of("openedAt", "recordedAt", "changedAt", "windowEndedAt", "windowMillis");

  static Ledger of(Installation installation) {
    Map<String, JsonNode> findings = paged(installation, "/api/findings");
    findings.values().forEach(finding -> ((ObjectNode) finding).remove(OF_THE_HEARING));
    return new Ledger(
        findings,
        paged(installation, "/api/discrepancies").keySet(),
        installation.ofReconciler("/api/control-totals"));
  }

  /** Those that stand: nobody has resolved or accepted them. */
  Set<String> standing() {
    return findings.entrySet().stream()
        .filter(finding ->
            Set.of("open", "acknowledged").contains(finding.getValue().path("state").asText()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Map<String, JsonNode> paged(Installation installation, String path) {
    Map<String, JsonNode> all = new TreeMap<>();
    JsonNode page = installation.ofReconciler(path);
    while (true) {
      page.path("items").forEach(item -> all.put(item.path("id").asText(), item));
      if (!page.path("next").isTextual()) {
        return all;
      }
      String next = URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8);
      page = installation.ofReconciler(path + "?cursor=" + next);
    }
  }
}
