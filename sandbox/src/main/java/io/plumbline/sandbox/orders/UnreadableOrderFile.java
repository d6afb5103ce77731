package io.plumbline.sandbox.orders;

/** An order file that is not what it says it is; names the row and what was expected. */
public class UnreadableOrderFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableOrderFile(String message, Throwable cause) {
    super(message, cause);
  }
}
