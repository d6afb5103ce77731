package io.plumbline.connectors.http;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends calls to one connection; blocks, never longer than the connection's timeout.
 *
 * <p>The JDK's own request timeout ends with the headers, so the whole exchange has one of its own:
 * a vendor that dribbles a body must not outlive a delivery's lease.
 */
public final class HttpCaller implements AutoCloseable {

  private final String connection;
  private final Duration timeout;
  private final HttpClient client;
  private final Answers answers;

  public HttpCaller(Connection connection, Clock clock) {
    this.connection = connection.name();
    this.timeout = connection.timeout();
    this.answers = new Answers(connection.name(), clock);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connection.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Sends the call.
   *
   * @return an answer below 500 that is about this call's content; what concerns the whole
   *     connection (limits, credentials, redirects) is thrown
   */
  public Answer send(Call call) {
    return answers.judge(call, exchange(call));
  }

  private HttpResponse<byte[]> exchange(Call call) {
    var pending = client.sendAsync(request(call), BodyHandlers.ofByteArray());
    try {
      return pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw failed(call.effect().unanswered(), call, "no answer within " + timeout, e);
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw failed(call.effect().unanswered(), call, "interrupted while waiting", e);
    } catch (ExecutionException e) {
      throw unanswered(call, e.getCause() == null ? e : e.getCause());
    }
  }

  private CallFailed unanswered(Call call, Throwable cause) {
    return switch (cause) {
      case ConnectException e -> failed(Kind.CONNECTION, call, "could not connect", e);
      case HttpConnectTimeoutException e ->
          failed(Kind.CONNECTION, call, "could not connect within " + timeout, e);
      case UnresolvedAddressException e ->
          failed(Kind.CONNECTION, call, "the host name does not resolve", e);
      // The handshake comes before the request: nothing was sent.
      case SSLHandshakeException e -> failed(Kind.CONNECTION, call, "no secure connection", e);
      case IOException e ->
          failed(call.effect().unanswered(), call, "the connection broke before an answer", e);
      default -> failed(call.effect().unanswered(), call, "the exchange failed", cause);
    };
  }

  private CallFailed failed(Kind kind, Call call, String what, Throwable cause) {
    return new CallFailed(kind, connection + ": " + call.label() + ": " + what + ".", null, cause);
  }

  private HttpRequest request(Call call) {
    var builder = HttpRequest.newBuilder(call.uri()).timeout(timeout);
    call.headers().forEach(builder::setHeader);
    builder.setHeader("Accept", "application/json");
    if (call.body().isEmpty()) {
      return builder.method(call.method(), BodyPublishers.noBody()).build();
    }
    var body = call.body().get();
    return builder
        .setHeader("Content-Type", body.mediaType())
        .method(call.method(), BodyPublishers.ofString(body.text()))
        .build();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
