package io.plumbline.reconciler.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.reconciler.event.Role;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy that cannot be meant as written stops the start, naming the key and the remedy. */
class PolicyCheckTest {
  private static final String POLICY = "plumbline.reconciler.policy.";

  @Test
  void hasDefaultsForEverything() {
    Policy policy = policy(Map.of());

    assertThat(policy.windows().floor()).isEqualTo(Duration.ofSeconds(30));
    assertThat(policy.windows().ceiling()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.comparison().fields()).isEqualTo(PolicyCheck.FIELDS);
    assertThat(policy.fulfilmentTold()).isFalse();
  }

  @Test
  void readsWhereOrdersMustExistAndWhoShips() {
    Policy policy =
        policy(
            Map.of(
                POLICY + "presence",
                "ERP,WMS",
                "plumbline.order.delivery.handled-elsewhere[0]",
                "pos",
                "plumbline.order.delivery.warehouses.shopify-eu",
                "shiphero"));

    assertThat(policy.presence())
        .isEqualTo(
            new Presence(
                Set.of(Role.ERP, Role.WMS), Set.of("pos"), Map.of("shopify-eu", "shiphero")));
    assertThat(policy(Map.of()).presence()).isEqualTo(Presence.in(Role.ERP));
  }

  /**
   * How soon a backorder can be had, or a carrier reports, nobody knows here, so nothing is asked
   * of it by default.
   */
  @Test
  void readsHowLongAnOrderMayStayInAState() {
    assertThat(policy(Map.of()).stuckAfter())
        .isEqualTo(
            Map.of(
                State.UNFULFILLED,
                Duration.ofDays(3),
                State.HELD,
                Duration.ofDays(7),
                State.SHIPPED_NOT_BILLED,
                Duration.ofDays(3),
                State.NOT_PAID_OUT,
                Duration.ofDays(7)));
    assertThat(
            policy(
                    Map.of(
                        POLICY + "stuck-after.unfulfilled",
                        "never",
                        POLICY + "stuck-after.held",
                        "Never",
                        POLICY + "stuck-after.partial",
                        "2d",
                        POLICY + "payout-after",
                        "never",
                        POLICY + "stuck-after.at-dock",
                        "45m",
                        POLICY + "stuck-after.shipped-not-billed",
                        "1h"))
                .stuckAfter())
        .isEqualTo(
            Map.of(
                State.PARTIAL,
                Duration.ofDays(2),
                State.AT_DOCK,
                Duration.ofMinutes(45),
                State.SHIPPED_NOT_BILLED,
                Duration.ofHours(1)));
  }

  @Test
  void takesWhatIsSpeltRight() {
    Policy policy =
        policy(
            Map.of(
                POLICY + "window-floor",
                "20s",
                POLICY + "window-floors.\"shopify-eu->netsuite\"",
                "PT2M",
                POLICY + "compared-fields[0]",
                "total",
                POLICY + "severities.missing",
                "high",
                POLICY + "authority.fulfilment",
                "WMS",
                "plumbline.reconciler.of-another-version",
                "tolerated"));

    assertThat(policy.windows().floor()).isEqualTo(Duration.ofSeconds(20));
    assertThat(policy.windows().floors())
        .containsEntry("shopify-eu->netsuite", Duration.ofMinutes(2));
    assertThat(policy.severityOf(Kind.MISSING)).isEqualTo(Severity.HIGH);
    assertThat(policy.comparison().fields()).containsExactly("total");
  }

  /** The file that users copy must be one that starts. */
  @Test
  void acceptsTheExampleThatShipsWithTheProject() throws IOException {
    Path example = Path.of("..", "plumbline.example.yaml");

    Policy policy = policy(new YamlConfigSource(example.toUri().toURL(), 500));

    assertThat(policy.windows().floors()).containsKey("shopify-eu->netsuite");
    assertThat(policy.severityOf(Kind.DUPLICATE)).isEqualTo(Severity.HIGH);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "window-flor         | 20s    | write window-floor, or remove it",
        "authority.comercial | ERP    | write authority.commercial, or remove it",
        "colour              | red    | is unknown; remove it, or write one of",
        "compared-fields     | totl   | write total, or remove it",
        "severities.mising   | high   | write missing, or remove it",
        "window-floor        | soon   | expected a time such as 500ms, 30s or 5m, found 'soon'",
        "window-floor        | -PT5S  | expected a time such as 500ms, 30s or 5m, found '-PT5S'",
        "window-ceiling      | 29s    | must not be below window-floor",
        "window-ceiling      | never  | expected a time such as",
        "window-floors.a     | later  | expected a time such as",
        "window-factor       | three  | expected a whole number such as 3, found 'three'",
        "tolerance           | a cent | expected a number such as 0.01, found 'a cent'",
        "fulfilment-told     | maybe  | expected true or false, found 'maybe'",
        "presence            | ERPP   | allowed values: ",
        "presence            | ERP,STOREFRONT | where orders come from; write ERP, WMS",
        "stuck-after.helt    | 3d     | write stuck-after.held, or remove it",
        "stuck-after.partial | soon   | expected a time such as 500ms, 30s or 5m, found 'soon'",
        "support-cost-per-order.GPB | 5 | is no currency; write its code by ISO 4217",
        "support-cost-per-order.GBP | much | expected a number such as 0.01, found 'much'",
        "severity            | severe | allowed values: ",
      })
  void namesTheKeyAndTheRemedy(String key, String value, String remedy) {
    assertThatThrownBy(() -> policy(Map.of(POLICY + key, value)))
        .hasMessageContaining(POLICY + key)
        .hasMessageContaining(remedy);
  }

  @Test
  void namesAnUnknownRoleOfAConnection() {
    assertThatThrownBy(() -> policy(Map.of("plumbline.connections.netsuite.role", "ERPP")))
        .hasMessageContaining("plumbline.connections.netsuite.role")
        .hasMessageContaining("allowed values: ");
  }

  @Test
  void seesAMisspeltVariableOfTheEnvironment() {
    List<String> variables =
        List.of(
            "PLUMBLINE_RECONCILER_POLICY_WINDOW_FLOOR",
            "PLUMBLINE_RECONCILER_POLICY_SEVERITIES_MISSING",
            "PLUMBLINE_RECONCILER_POLICY_WINDOW_FLOR");

    List<String> problems = PolicyCheck.problems(variables, Set.of(), Set.of());

    assertThat(problems)
        .containsExactly(
            "PLUMBLINE_RECONCILER_POLICY_WINDOW_FLOR is unknown; write"
                + " PLUMBLINE_RECONCILER_POLICY_WINDOW_FLOOR, or remove it");
  }

  private static Policy policy(Map<String, String> properties) {
    return policy(new PropertiesConfigSource(properties, "plumbline.yaml", 500));
  }

  private static Policy policy(ConfigSource source) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(source)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(PolicyConfig.class)
            .withMapping(Connections.class)
            .withMapping(Deliveries.class)
            .withValidateUnknown(false)
            .build();
    return new PolicyProducer()
        .policy(
            config.getConfigMapping(PolicyConfig.class),
            config.getConfigMapping(Connections.class),
            config.getConfigMapping(Deliveries.class),
            config);
  }
}
