package io.tributary.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders that docs/architecture.md draws. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tributary");

  /** Each module and the ones it may use, itself among them. */
  @ParameterizedTest
  @CsvSource({
    "protocol, protocol",
    "service, service protocol",
    "sandbox, sandbox",
    "testservers, testservers sandbox",
    "connector, connector protocol service",
    "gatherer, gatherer protocol service",
    "load, load protocol service sandbox connector gatherer",
  })
  void modulesUseOnlyWhatTheDrawingAllows(String module, String allowed) {
    String[] packages = allowed.split(" ");
    for (String other :
        new String[] {
          "protocol", "service", "sandbox", "testservers", "connector", "gatherer", "load", "cli"
        }) {
      if (!List.of(packages).contains(other)) {
        noClasses()
            .that()
            .resideInAPackage("io.tributary." + module + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tributary." + other + "..")
            .check(CLASSES);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocol", "service", "sandbox", "connector", "gatherer", "load", "cli"})
  void packagesOfAModuleHaveNoCycles(String module) {
    slices().matching("io.tributary." + module + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void protocolKnowsBuffersButNoSocketsAndNoClients() {
    noClasses()
        .that()
        .resideInAPackage("io.tributary.protocol..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx.core",
            "io.vertx.core.net..",
            "io.vertx.core.http..",
            "io.netty.channel..",
            "java.net..",
            "java.net.http..",
            "org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void gathererDoesNotKnowKafka() {
    noClasses()
        .that()
        .resideInAPackage("io.tributary.gatherer..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void tablePackageDecidesWithoutVertx() {
    noClasses()
        .that()
        .resideInAPackage("io.tributary.gatherer.table..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.core", "io.vertx.core.net..", "io.vertx.core.http..")
        .check(CLASSES);
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String module :
        new String[] {
          "protocol", "service", "sandbox", "testservers", "connector", "gatherer", "load", "cli"
        }) {
      assertFalse(
          CLASSES
              .that(JavaClass.Predicates.resideInAPackage("io.tributary." + module + ".."))
              .isEmpty(),
          module);
    }
  }
}
