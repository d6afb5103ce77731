package io.plumbline.bench.bare;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Verifies the signature, appends the body to a topic and answers once Kafka has acknowledged it.
 * Nothing is encrypted, counted, named or deduplicated: this is the floor, not an alternative.
 */
@Path("/webhooks")
@Singleton
public class BareIntake {

  private static final String ALGORITHM = "HmacSHA256";

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final SecretKeySpec secret;

  BareIntake(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "bare.topic") String topic,
      @ConfigProperty(name = "bare.secret") String secret) {
    var settings = new HashMap<>(kafka);
    // As durable as intake's own producer, and as eager.
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  @GET
  @Path("/ready")
  public String ready() {
    return "ready";
  }

  @POST
  public Response receive(
      @HeaderParam("X-Shopify-Hmac-Sha256") String signature,
      @HeaderParam("X-Shopify-Webhook-Id") String id,
      byte[] body)
      throws GeneralSecurityException, InterruptedException {
    Mac mac = Mac.getInstance(ALGORITHM);
    mac.init(secret);
    if (!MessageDigest.isEqual(mac.doFinal(body), Base64.getDecoder().decode(signature))) {
      return Response.status(401).build();
    }
    try {
      producer.send(new ProducerRecord<>(topic, id, body)).get();
      return Response.ok().build();
    } catch (ExecutionException notStored) {
      return Response.status(503).build();
    }
  }

  @PreDestroy
  void close() {
    producer.close();
  }
}
