package io.tributary.gatherer.http;

import java.util.regex.Pattern;

/**
 * What a producer calls a request, to be able to repeat it.
 *
 * @param text 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(String text) {
  private static final Pattern VALID = Pattern.compile("[!-~]{1,255}");

  public IdempotencyKey {
    if (!VALID.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Idempotency-Key has 1 to 255 visible ASCII characters, no blanks");
    }
  }
}
