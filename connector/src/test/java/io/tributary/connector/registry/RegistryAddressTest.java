package io.tributary.connector.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAddressTest {

  @Test
  void userPasswordPortAndPathAreTakenApart() {
    RegistryAddress address =
        RegistryAddress.parse("https://me%40x:p%3Aw+d@reg.example:8443/apis/ccompat/v7/", "PEM");
    assertEquals(RegistryAddress.Scheme.HTTPS, address.scheme());
    assertEquals("reg.example", address.host());
    assertEquals(8443, address.port());
    assertEquals("/apis/ccompat/v7", address.path());
    assertEquals("me@x", address.login().user());
    assertEquals("p:w+d", address.login().password().reveal());
    assertEquals("PEM", address.caPem());
  }

  @Test
  void portsOfTheSchemesAreKnown() {
    assertEquals(443, RegistryAddress.parse("https://r", "").port());
    assertEquals(80, RegistryAddress.parse("http://r/", "").port());
    assertEquals("http://r:80", RegistryAddress.parse("http://r/", "").toString());
  }

  @Test
  void hostsMayBeThoseOfContainersAndAddresses() {
    assertEquals(
        "schema_registry", RegistryAddress.parse("http://schema_registry:8081", "").host());
    RegistryAddress address = RegistryAddress.parse("http://[::1]:8081/x", "");
    assertEquals("::1", address.host());
    assertEquals("http://[::1]:8081/x", address.toString());
  }

  @Test
  void secretsAreNotShown() {
    RegistryAddress address = RegistryAddress.parse("https://me:geheim@reg:1/p", "");
    assertEquals("https://reg:1/p", address.toString());
    assertFalse(address.login().toString().contains("geheim"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reg:8081",
        "ftp://me:geheim@reg",
        "https://me:geheim@",
        "https://me:geheim@re g",
        "https://me:geheim@reg/?a=b",
        "https://me:geheim@reg/#a",
        "https://me:geheim%zz@reg"
      })
  void whatIsNoUrlIsRefusedWithoutRepeatingIt(String url) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RegistryAddress.parse(url, ""));
    for (Throwable e = refused; e != null; e = e.getCause()) {
      assertFalse(String.valueOf(e.getMessage()).contains("geheim"), e.toString());
    }
  }
}
