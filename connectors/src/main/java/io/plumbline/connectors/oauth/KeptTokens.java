package io.plumbline.connectors.oauth;

import io.plumbline.connectors.http.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Keeps a token in memory while it lives and gets another one before it ends. */
public final class KeptTokens implements Tokens {

  /** A token must outlive the call that it is sent with, and the clocks may differ. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Supplier<Token> grant;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Token> held = Optional.empty();

  /** A token with its end. */
  public record Token(String text, Instant until) {

    /** Tokens stay out of logs. */
    @Override
    public String toString() {
      return "Token[until " + until + "]";
    }
  }

  /**
   * @param grant asks the vendor for a token
   */
  public KeptTokens(Supplier<Token> grant, Clock clock) {
    this.grant = grant;
    this.clock = clock;
  }

  /** One caller asks for a token; the others wait for it. */
  @Override
  public String current() {
    lock.lock();
    try {
      var live = held.filter(token -> clock.instant().isBefore(token.until().minus(MARGIN)));
      var token = live.orElseGet(grant);
      held = Optional.of(token);
      return token.text();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean replaces(String refused) {
    lock.lock();
    try {
      held = held.filter(token -> !token.text().equals(refused));
      return true;
    } finally {
      lock.unlock();
    }
  }
}
