package io.plumbline.reconciler.rest;

/** A request that cannot be granted; becomes a problem body with this status. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private Refusal(int status, String detail) {
    super(detail);
    this.status = status;
  }

  public static Refusal badRequest(String detail) {
    return new Refusal(400, detail);
  }

  public static Refusal notFound(String detail) {
    return new Refusal(404, detail);
  }

  public static Refusal conflict(String detail) {
    return new Refusal(409, detail);
  }

  public int status() {
    return status;
  }
}
