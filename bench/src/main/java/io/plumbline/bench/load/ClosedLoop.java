package io.plumbline.bench.load;

import io.plumbline.bench.report.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Senders that each wait for an answer before they send again. One event loop drives all of them:
 * the load has to leave the machine's other core to who is measured.
 */
public final class ClosedLoop implements AutoCloseable {

  private static final int OK = 200;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final HttpClient client;
  private final int senders;

  public ClosedLoop(int senders) {
    this.senders = senders;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(senders)
                .setKeepAlive(true)
                .setPipelining(false));
  }

  /** What is sent: a body and the headers that go with it. */
  public record Post(byte[] body, Map<String, String> headers) {}

  /**
   * Sends for so long.
   *
   * @throws IllegalStateException at the first answer that is not 200: a rate of refusals is none
   */
  public Samples send(String url, Supplier<Post> posts, Duration length) {
    Round round = new Round(url, posts, System.nanoTime() + length.toNanos());
    long began = System.nanoTime();
    for (int sender = 0; sender < senders; sender++) {
      vertx.runOnContext(_ -> round.next());
    }
    round.ended.orTimeout(length.toSeconds() + 60, TimeUnit.SECONDS).join();
    return new Samples(
        round.latencies.getTotalCount(),
        Duration.ofNanos(System.nanoTime() - began),
        round.latencies);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** One round; all of it runs on the event loop. */
  private final class Round {
    private final RequestOptions target;
    private final Supplier<Post> posts;
    private final long end;
    private final Histogram latencies = Samples.histogram();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private int finished;

    Round(String url, Supplier<Post> posts, long end) {
      this.target = new RequestOptions().setAbsoluteURI(url).setMethod(HttpMethod.POST);
      this.posts = posts;
      this.end = end;
    }

    void next() {
      if (System.nanoTime() >= end || ended.isDone()) {
        finish();
        return;
      }
      Post post = posts.get();
      RequestOptions options = new RequestOptions(target);
      post.headers().forEach(options::putHeader);
      long sent = System.nanoTime();
      client
          .request(options)
          .compose(request -> request.send(Buffer.buffer(post.body())))
          .compose(answer -> answer.end().map(answer.statusCode()))
          .onComplete(
              status -> {
                if (status != OK) {
                  ended.completeExceptionally(
                      new IllegalStateException("expected 200, found " + status));
                }
                latencies.recordValue((System.nanoTime() - sent) / 1_000);
                next();
              },
              ended::completeExceptionally);
    }

    private void finish() {
      finished++;
      if (finished == senders) {
        ended.complete(null);
      }
    }
  }
}
