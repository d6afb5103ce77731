package io.plumbline.engine.api;

import io.plumbline.engine.observation.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that the rules refuse: the caller can do something about it. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String parameter;

  private Refused(int status, String detail, @Nullable String parameter) {
    super(detail);
    this.status = status;
    this.parameter = parameter;
  }

  /** The request cannot be read: 400, naming what is wrong with which parameter. */
  public static Refused parameter(String name, String expected, String found) {
    return new Refused(400, "expected %s, found '%s'".formatted(expected, Text.shown(found)), name);
  }

  /** There is no such thing: 404. */
  public static Refused unknown(String what, String id) {
    return new Refused(
        404, "expected a known %s, found '%s'".formatted(what, Text.shown(id)), null);
  }

  /** It stands in a state that does not allow it: 409. */
  public static Refused conflict(String detail) {
    return new Refused(409, detail, null);
  }

  /** The request is well formed and says something that cannot be: 422. */
  public static Refused field(String name, String expected, String found) {
    return new Refused(422, "expected %s, found %s".formatted(expected, Text.shown(found)), name);
  }

  /** Any other refusal, such as a signature that does not fit: says the status and why. */
  public static Refused because(int status, String detail) {
    return new Refused(status, detail, null);
  }

  public int status() {
    return status;
  }

  public Optional<String> parameter() {
    return Optional.ofNullable(parameter);
  }
}
