package io.plumbline.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.connectors.custom.CustomConnectors;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.netsuite.NetSuiteConnectors;
import io.plumbline.connectors.shiphero.ShipHeroConnectors;
import io.plumbline.connectors.shopify.ShopifyConnectors;
import io.plumbline.engine.connector.ConnectorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be set of a connection is what is declared, and that is what is documented. */
class SettingsTest {

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** Mechanism: what is read is declared, so a setting can be neither ignored nor undocumented. */
  @Test
  void readsNothingThatIsNotDeclared() {
    var settings = new Settings(ConnectionBuilder.shop().build(), Set.of("page-size"));

    assertThat(settings.number("page-size", 8, 1, 9)).isEqualTo(8);
    assertThatThrownBy(() -> settings.text("pagesize", ""))
        .hasMessage("expected the factory of shopify to declare the setting pagesize");
    assertThatThrownBy(() -> settings.table("carrier"))
        .hasMessage("expected the factory of shopify to declare the setting carrier.*");
  }

  @ParameterizedTest
  @MethodSource
  void documentsEverySettingAndNoOther(ConnectorFactory factory) throws IOException {
    var documented = new TreeSet<>(documented(factory.vendor()));
    documented.removeIf(String::isBlank);

    assertThat(new TreeSet<>(factory.settings())).isEqualTo(documented);
  }

  static Stream<ConnectorFactory> documentsEverySettingAndNoOther() {
    return Stream.of(
        new ShopifyConnectors(),
        new NetSuiteConnectors(),
        new ShipHeroConnectors(),
        new CustomConnectors());
  }

  /** The first column of the table of settings in the vendor's chapter. */
  private static Stream<String> names(String chapter) {
    return chapter
        .lines()
        .dropWhile(line -> !line.startsWith("| setting |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .flatMap(row -> NAME.matcher(row.split("\\|", -1)[1]).results())
        .map(name -> name.group(1).replaceAll("<[^>]+>", "*"));
  }

  private static Set<String> documented(String vendor) throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    var chapter = readme.substring(readme.indexOf("## `vendor: " + vendor + "`"));
    var names = new TreeSet<String>();
    names(chapter).forEach(names::add);
    return names;
  }
}
