package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.sandbox.ProcessSpec.Inherited;
import org.junit.jupiter.api.Test;

class ProcessSpecTest {
  @Test
  void settingsOfTheShellAreNotInheritedWhereNotWanted() {
    assertFalse(Inherited.NO_SETTINGS.keeps("TRIBUTARY_FLUSH_ROWS"));
    assertFalse(Inherited.NO_SETTINGS.keeps("JAVA_TOOL_OPTIONS"));
    assertFalse(Inherited.NO_SETTINGS.keeps("JDK_JAVA_OPTIONS"));
    assertTrue(Inherited.NO_SETTINGS.keeps("PATH"));
    assertTrue(Inherited.ALL.keeps("TRIBUTARY_FLUSH_ROWS"));
  }
}
