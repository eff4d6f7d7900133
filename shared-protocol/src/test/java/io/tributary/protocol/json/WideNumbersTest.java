package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Integers beyond 64 bits, decimals of every width, half floats and intervals. */
final class WideNumbersTest {

  private static String little(BigInteger value, int bits) {
    byte[] big = value.toByteArray();
    byte[] little = new byte[bits / 8];
    for (int i = 0; i < little.length; i++) {
      int sign = value.signum() < 0 ? -1 : 0;
      little[i] = i < big.length ? big[big.length - 1 - i] : (byte) sign;
    }
    return HexFormat.of().formatHex(little);
  }

  private static String refusal(String type, String value) {
    return Encoding.between(type).refused(value).sentence();
  }

  @ParameterizedTest
  @CsvSource({"Int128,128", "Int256,256"})
  void signedReachesFromEndToEnd(String type, int bits) {
    BigInteger beyond = BigInteger.TWO.pow(bits - 1);
    Encoding encoding = Encoding.between(type);
    for (BigInteger value :
        new BigInteger[] {
          beyond.negate(),
          beyond.negate().add(BigInteger.ONE),
          BigInteger.TEN.pow(18).negate(),
          BigInteger.ONE.negate(),
          BigInteger.ZERO,
          BigInteger.TEN.pow(18),
          BigInteger.TWO.pow(64),
          beyond.subtract(BigInteger.ONE)
        }) {
      assertEquals(little(value, bits), encoding.middle(value.toString()));
      assertEquals(little(value, bits), encoding.middle("\"" + value + "\""));
    }
    String range = "it is not between -" + beyond + " and ";
    assertTrue(encoding.refused(beyond.toString()).sentence().contains(range));
    assertTrue(
        encoding
            .refused(beyond.negate().subtract(BigInteger.ONE).toString())
            .sentence()
            .contains(range));
    assertTrue(encoding.refused("1" + "0".repeat(300)).sentence().contains(range));
  }

  @ParameterizedTest
  @CsvSource({"UInt128,128", "UInt256,256"})
  void unsignedReachesFromEndToEnd(String type, int bits) {
    BigInteger beyond = BigInteger.TWO.pow(bits);
    Encoding encoding = Encoding.between(type);
    BigInteger largest = beyond.subtract(BigInteger.ONE);
    assertEquals("ff".repeat(bits / 8), encoding.middle(largest.toString()));
    assertEquals(
        little(beyond.shiftRight(1), bits + 8).substring(0, bits / 4),
        encoding.middle(beyond.shiftRight(1).toString()));
    assertTrue(encoding.refused(beyond.toString()).sentence().contains("between 0 and " + largest));
    assertTrue(encoding.refused("-1").sentence().contains("between 0 and " + largest));
    assertTrue(encoding.refused("-0").sentence().contains("between 0 and " + largest));
  }

  @Property(tries = 300)
  void anyInt256(@ForAll @IntRange(max = 255) int bits, @ForAll long a, @ForAll long b) {
    BigInteger value =
        BigInteger.valueOf(a)
            .multiply(BigInteger.valueOf(b))
            .shiftLeft(128)
            .add(BigInteger.valueOf(b))
            .shiftRight(255 - bits);
    if (value.bitLength() < 256) {
      assertEquals(little(value, 256), Encoding.between("Int256").middle(value.toString()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true|1",
        "false|0",
        "\"true\"|1",
        "\"false\"|0",
        "\"\"|0",
        "+7|7",
        "\"007\"|7",
        "null|0",
      })
  void wideIntegersTakeWhatNarrowOnesTake(String value, int expected) {
    for (String type : new String[] {"UInt128", "Int256"}) {
      int bits = type.equals("UInt128") ? 128 : 256;
      assertEquals(
          little(BigInteger.valueOf(expected), bits), Encoding.between(type).middle(value));
    }
    assertEquals(
        little(BigInteger.valueOf(expected), 64), Encoding.between("IntervalDay").middle(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1e3", "\"-\"", "\"1 \"", "\"True\"", "NaN", "[]", "{}"})
  void wideIntegersAreWhole(String value) {
    assertTrue(refusal("Int128", value).contains("it is not a whole number"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|1",
        "\"1\"|1",
        "\"\"|0",
        "null|0",
        "1.239|1.23",
        "-1.999|-1.99",
        "-0.001|0",
        ".5|0.5",
        "5.|5",
        "+1|1",
        "\"+1.5\"|1.5",
        "1e3|1000",
        "\"1E+2\"|100",
        "1e02|100",
        "1e-3|0",
        "100e-2|1",
        "0.05e1|0.5",
        "0.99999999999e2|99.99",
        "99999.999999e2|9999999.99",
        "12.3456789123e5|1234567.89",
        "00000000000000000001.5|1.5",
        "0.0000000000000000000000001|0",
        "0.12345678901234567890123|0.12",
        "1e-99999|0",
        "1e-2147483648|0",
        "0e5|0",
      })
  void decimalsAreCutAtTheirScale(String value, BigDecimal expected) {
    for (int precision : new int[] {9, 18, 38, 76}) {
      int bits = precision == 9 ? 32 : precision == 18 ? 64 : precision == 38 ? 128 : 256;
      BigInteger unscaled = expected.movePointRight(2).toBigIntegerExact();
      assertEquals(
          little(unscaled, bits),
          Encoding.between("Decimal(" + precision + ", 2)").middle(value),
          "Decimal(" + precision + ", 2)");
    }
  }

  @ParameterizedTest
  @CsvSource({"9,32", "18,64", "38,128", "76,256"})
  void decimalsHoldAllTheirDigits(int precision, int bits) {
    BigInteger most = BigInteger.TEN.pow(precision).subtract(BigInteger.ONE);
    String digits = most.toString();
    assertEquals(
        little(most.negate(), bits),
        Encoding.between("Decimal(%d, %d)".formatted(precision, precision))
            .middle("-0." + digits + "99"));
    assertEquals(
        little(most, bits),
        Encoding.between("Decimal(%d, 0)".formatted(precision)).middle(digits + ".99"));
    assertTrue(
        refusal("Decimal(%d, 0)".formatted(precision), "1" + digits)
            .contains("more than the %d digits before the point".formatted(precision)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000000",
        "1e7",
        "0.1e8",
        "10000000000e-9",
        "0e100",
        "0.00001e10",
        "1e2147483647"
      })
  void decimalsThatAreTooLargeAreRefused(String value) {
    assertTrue(
        refusal("Decimal(9, 2)", value)
            .contains("it has more than the 7 digits before the point of Decimal(9, 2)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "NaN",
        "inf",
        "[1]",
        "{}",
        "\"-\"",
        "\".\"",
        "\"e1\"",
        "\"1e\"",
        "\"1.2.3\"",
        "\" 1\"",
        "\"1 \"",
        "\"0x10\"",
        "\"1e+-2\"",
        "\"null\""
      })
  void decimalsAreNumbers(String value) {
    assertTrue(refusal("Decimal(9, 2)", value).contains("it is not a number"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-9999999999", "1e2147483648", "1e99999999999999999999999"})
  void exponentsOfDecimalsAreBounded(String value) {
    assertTrue(refusal("Decimal(9, 2)", value).contains("exponent does not fit into 32 bits"));
  }

  @Property(tries = 500)
  void anyDecimal(
      @ForAll long unscaled, @ForAll @IntRange(max = 30) int scale, @ForAll boolean scientific) {
    BigDecimal value = BigDecimal.valueOf(unscaled, scale);
    BigInteger expected = value.setScale(7, RoundingMode.DOWN).unscaledValue();
    assertEquals(
        little(expected, 128),
        Encoding.between("Decimal(38, 7)")
            .middle(scientific ? value.toString() : value.toPlainString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1|803f",
        "\"1.5\"|c03f",
        "0.1|cc3d",
        "-2.7|2cc0",
        "1.9999999|ff3f",
        "3.40282346e38|7f7f",
        "1e39|807f",
        "-inf|80ff",
        "NaN|c07f",
        "1e-45|0000",
        "true|803f",
        "null|0000",
      })
  void halfFloatsAreCutFloats(String value, String expected) {
    assertEquals(expected, Encoding.between("BFloat16").middle(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"abc\"", "[1]", "\"1.5 \""})
  void halfFloatsAreNumbers(String value) {
    assertTrue(refusal("BFloat16", value).contains("it is not a number"));
  }
}
