package io.plumbline.sandbox.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A payload whose bytes are not those of JSON in UTF-8. */
record BrokenBytes(String what, byte[] body) {

  private static final List<String> NO_OBJECTS =
      List.of(
          "",
          " ",
          "\n",
          "\u0000",
          "null",
          "true",
          "0",
          "1e400000000",
          "\"text\"",
          "[]",
          "[{}]",
          "{}{}",
          "{} trailing",
          "{",
          "not json",
          "<order/>",
          "id=5120&name=x",
          "[".repeat(10_000),
          "{\"a\":".repeat(10_000));

  private static final List<byte[]> BAD_UTF_8 =
      List.of(
          new byte[] {(byte) 0xC3, 0x28},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
          new byte[] {(byte) 0xFF},
          new byte[] {0});

  static BrokenBytes of(byte[] body, Random random) {
    String text = new String(body, StandardCharsets.UTF_8);
    return switch (random.nextInt(9)) {
      case 0 -> new BrokenBytes("cut off", Arrays.copyOf(body, random.nextInt(body.length + 1)));
      case 1 -> new BrokenBytes("bytes turned over", turned(body, random));
      case 2 -> {
        byte[] bad = BAD_UTF_8.get(random.nextInt(BAD_UTF_8.size()));
        yield new BrokenBytes("no UTF-8", inserted(body, bad, random.nextInt(body.length + 1)));
      }
      case 3 -> new BrokenBytes("UTF-16", text.getBytes(StandardCharsets.UTF_16));
      case 4 -> new BrokenBytes("UTF-16LE with a mark", marked(text, StandardCharsets.UTF_16LE));
      case 5 -> new BrokenBytes("UTF-32", text.getBytes(Charset.forName("UTF-32BE")));
      case 6 -> new BrokenBytes("UTF-8 with a mark", marked(text, StandardCharsets.UTF_8));
      case 7 -> new BrokenBytes("gzip", zipped(body));
      default -> {
        String other = NO_OBJECTS.get(random.nextInt(NO_OBJECTS.size()));
        yield new BrokenBytes(
            "no object but " + (other.length() > 20 ? other.substring(0, 20) : other),
            other.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private static byte[] turned(byte[] body, Random random) {
    byte[] turned = body.clone();
    for (int times = 0; times < 3 && turned.length > 0; times++) {
      turned[random.nextInt(turned.length)] = (byte) random.nextInt(256);
    }
    return turned;
  }

  private static byte[] inserted(byte[] body, byte[] bytes, int at) {
    var whole = new ByteArrayOutputStream();
    whole.write(body, 0, at);
    whole.writeBytes(bytes);
    whole.write(body, at, body.length - at);
    return whole.toByteArray();
  }

  private static byte[] marked(String text, Charset charset) {
    return ("\uFEFF" + text).getBytes(charset);
  }

  private static byte[] zipped(byte[] body) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
