package io.plumbline.engine.api;

/** The names of the errors of the API; the package describes them, once. */
public final class Errors {

  public static final String BAD_REQUEST = "BadRequest";
  public static final String FORGED = "Forged";
  public static final String NOT_FOUND = "NotFound";
  public static final String CONFLICT = "Conflict";
  public static final String TOO_LARGE = "TooLarge";
  public static final String UNSUPPORTED = "UnsupportedMediaType";
  public static final String UNPROCESSABLE = "Unprocessable";
  public static final String UNAVAILABLE = "Unavailable";

  private Errors() {}
}
