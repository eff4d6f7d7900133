package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code IPv6} from strings: eight groups of at most four hexadecimal digits, {@code ::} once for
 * groups of zeros, an IPv4 address in place of the last two groups; or an IPv4 address alone, which
 * becomes {@code ::ffff:a.b.c.d}.
 *
 * <p>Like ClickHouse it overlooks a colon too many where {@code ::} makes the rest clear: at the
 * end ({@code ::1:}), and after a {@code ::} that follows the first group ({@code 1:::2}).
 */
final class Ipv6Encoder implements ValueEncoder {
  private static final String REFUSAL = "it is not an IPv6 address such as 2001:db8::1";
  private static final int GROUPS = 8;
  private static final int GROUP_DIGITS = 4;
  private static final int NO_GAP = -1;

  private final int[] groups = new int[GROUPS];
  private int count;
  private int gap;
  private int at;

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    if (token != Token.STRING && token != Token.NAME) {
      return REFUSAL;
    }
    TextBytes text = in.text();
    count = 0;
    gap = NO_GAP;
    at = 0;
    if (!first(text) || at != text.length() || (count < GROUPS && gap == NO_GAP)) {
      return REFUSAL;
    }
    if (gap != NO_GAP) {
      closeGap();
    }
    out.writeIpv6(word(0), word(4));
    return null;
  }

  /** Reads what decides between the two kinds of address, and then the address. */
  private boolean first(TextBytes text) {
    int group = group(text);
    if (at == text.length()) {
      return false;
    }
    int next = text.at(at);
    if (next == '.') {
      return mapped(text);
    }
    if (next != ':') {
      return false;
    }
    if (at > 0) {
      groups[count++] = group;
      at++;
      if (at < text.length() && text.at(at) == ':') {
        gap = count;
        at++;
      }
    }
    return rest(text);
  }

  private boolean mapped(TextBytes text) {
    // ClickHouse reads this first number more strictly than the others.
    if (at >= GROUP_DIGITS || (at > 1 && text.at(0) == '0')) {
      return false;
    }
    gap = 0;
    groups[count++] = 0xFFFF;
    return ipv4(text, 0);
  }

  private boolean rest(TextBytes text) {
    boolean separated = true;
    int start = at;
    while (at < text.length() && count < GROUPS) {
      if (text.at(at) == ':') {
        at++;
        separated = true;
        if (at < text.length() && text.at(at) == ':') {
          if (gap != NO_GAP) {
            return false;
          }
          gap = count;
          at++;
          continue;
        }
        if (count == 0) {
          return false;
        }
      }
      if (at < text.length() && text.at(at) == '.') {
        if (separated || (count <= 1 && gap == NO_GAP)) {
          return false;
        }
        count--;
        return ipv4(text, start);
      }
      if (!separated) {
        return false;
      }
      separated = false;
      start = at;
      int group = group(text);
      if (at > start) {
        groups[count++] = group;
      } else if (at < text.length()) {
        return false;
      }
    }
    return true;
  }

  private boolean ipv4(TextBytes text, int from) {
    long address = Ipv4Encoder.read(text, from);
    if (address < 0) {
      return false;
    }
    groups[count++] = (int) (address >>> 16);
    groups[count++] = (int) (address & 0xFFFF);
    at = text.length();
    return true;
  }

  /** Reads up to four digits; none leave {@link #at} where it was. */
  private int group(TextBytes text) {
    int value = 0;
    int end = Math.min(text.length(), at + GROUP_DIGITS);
    for (; at < end; at++) {
      int c = text.at(at);
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void closeGap() {
    int after = count - gap;
    System.arraycopy(groups, gap, groups, GROUPS - after, after);
    Arrays.fill(groups, gap, GROUPS - after, 0);
  }

  private long word(int group) {
    return (long) groups[group] << 48
        | (long) groups[group + 1] << 32
        | (long) groups[group + 2] << 16
        | groups[group + 3];
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeIpv6(0, 0);
  }
}
