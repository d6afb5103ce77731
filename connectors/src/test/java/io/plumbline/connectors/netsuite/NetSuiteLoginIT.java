package io.plumbline.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.fixtures.Control;
import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.fixtures.SettableClock;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.sandbox.netsuite.Account;
import io.plumbline.sandbox.netsuite.NetsuiteEmulator;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs in at the emulated vendor, which verifies assertions with code of its own. */
class NetSuiteLoginIT {

  private static final Instant NOW = Instant.parse("2026-07-04T10:00:00Z");

  private final SettableClock clock = new SettableClock(NOW);
  private Optional<NetsuiteEmulator> emulator = Optional.empty();

  @AfterEach
  void close() {
    emulator.ifPresent(NetsuiteEmulator::close);
  }

  @ParameterizedTest
  @CsvSource({"PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
  void logsInWithEveryAlgorithmOfTheVendor(String algorithm) throws Exception {
    var keys = keys(algorithm);
    open(keys);

    var connector = connector(connection(keys, algorithm));

    assertThat(connector.fetch("1")).isEmpty();
  }

  @Test
  void asksForANewTokenBeforeTheOldOneExpires() throws Exception {
    var keys = keys("ES256");
    open(keys);
    var connector = connector(connection(keys, "ES256"));
    connector.fetch("1");

    clock.pass(Duration.ofMinutes(59).plusSeconds(30));
    connector.fetch("1");

    // The vendor would still have taken the first one.
    assertThat(control().delete("/tokens").path("revoked").asInt()).isEqualTo(2);
  }

  @Test
  void keepsATokenThatLives() throws Exception {
    var keys = keys("ES256");
    open(keys);
    var connector = connector(connection(keys, "ES256"));
    connector.fetch("1");

    clock.pass(Duration.ofMinutes(30));
    connector.fetch("1");

    assertThat(control().delete("/tokens").path("revoked").asInt()).isEqualTo(1);
  }

  @Test
  void asksForANewTokenWhenTheOldOneIsRefused() throws Exception {
    var keys = keys("ES256");
    open(keys);
    var connector = connector(connection(keys, "ES256"));
    connector.fetch("1");

    control().delete("/tokens");

    assertThat(connector.fetch("1")).isEmpty();
  }

  @Test
  void blamesTheConfigurationWhenTheKeyIsAnothers() throws Exception {
    open(keys("ES256"));
    var connector = connector(connection(keys("ES256"), "ES256"));

    var refusal = refusal(connector);
    assertThat(refusal).hasMessageContaining("Check the client's credentials.");
    assertThat(said(refusal)).contains("The signature or its algorithm is not valid.");
  }

  @Test
  void blamesTheConfigurationWhenTheAudienceIsAnother() throws Exception {
    var keys = keys("ES256");
    open(keys);
    var connector =
        connector(
            connection(keys, "ES256").setting("token-audience", "https://other.example.test/"));

    assertThat(said(refusal(connector))).contains("The aud is not this token endpoint.");
  }

  @Test
  void blamesTheConfigurationWhenTheScopeIsTooSmall() throws Exception {
    var keys = keys("ES256");
    open(keys);
    var connector = connector(connection(keys, "ES256").setting("token-scope", "restlets"));

    assertThat(said(refusal(connector))).contains("The scope lacks rest_webservices.");
  }

  @Test
  void namesNoPartOfAKeyThatItCannotRead() throws Exception {
    open(keys("ES256"));
    var connection = connection(keys("ES256"), "PS256");

    assertThatThrownBy(() -> connector(connection)).hasMessageContaining("PKCS #8").hasNoCause();
  }

  private static String said(CallFailed refusal) {
    return refusal.quoted().orElseThrow().words();
  }

  private static CallFailed refusal(Connector connector) {
    var failure = catchThrowableOfType(CallFailed.class, () -> connector.fetch("1"));
    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
    return failure;
  }

  private void open(KeyPair keys) throws IOException {
    var client =
        new Account.Client("client-1", "certificate-1", pem(keys.getPublic().getEncoded()));
    var account = new Account("netsuite", ZoneOffset.UTC, "unused", 5, Optional.of(client));
    emulator = Optional.of(new NetsuiteEmulator(account, 0, 1, Optional.empty(), clock));
  }

  private Control control() {
    return Control.of(emulator.orElseThrow().port());
  }

  private ConnectionBuilder connection(KeyPair keys, String algorithm) {
    return ConnectionBuilder.erp()
        .at(URI.create("http://127.0.0.1:" + emulator.orElseThrow().port()))
        .secret("client-id", "client-1")
        .secret("certificate-id", "certificate-1")
        .secret("private-key", pem(keys.getPrivate().getEncoded()))
        .setting("token-algorithm", algorithm);
  }

  private Connector connector(ConnectionBuilder connection) {
    return new NetSuiteConnectors()
        .open(
            connection.build(),
            new MappingFiles(Optional.empty()),
            new RecordingThrottle(),
            new KeptNotes(),
            clock);
  }

  private static KeyPair keys(String algorithm) throws GeneralSecurityException {
    if (algorithm.startsWith("PS")) {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    }
    var generator = KeyPairGenerator.getInstance("EC");
    var curve =
        switch (algorithm) {
          case "ES256" -> "secp256r1";
          case "ES384" -> "secp384r1";
          default -> "secp521r1";
        };
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static String pem(byte[] encoded) {
    return "-----BEGIN KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(encoded)
        + "\n-----END KEY-----\n";
  }
}
