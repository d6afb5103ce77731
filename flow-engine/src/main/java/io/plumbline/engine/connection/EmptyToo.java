package io.plumbline.engine.connection;

import org.eclipse.microprofile.config.spi.Converter;

/**
 * Text as it is written. The empty one would be refused by the configuration itself, in its own
 * words; as a blank it gets to {@link WrittenConnection}, which tells the remedy.
 */
public final class EmptyToo implements Converter<String> {

  private static final long serialVersionUID = 1L;

  @Override
  public String convert(String value) {
    return value.isEmpty() ? " " : value;
  }
}
