package io.plumbline.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

/** The dependency rules of the design, and the bans of CONTRIBUTING.md, each with its reason. */
@AnalyzeClasses(packages = "io.plumbline", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theEngineKnowsNeitherVendorsNorServices =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.connectors..",
              "io.plumbline.order..",
              "io.plumbline.reconciler..",
              "io.plumbline.sandbox..",
              "io.plumbline.embedded..")
          .because("services depend on connectors, connectors on the engine, never back");

  @ArchTest
  static final ArchRule connectorsKnowTheEngineOnly =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.connectors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.order..",
              "io.plumbline.reconciler..",
              "io.plumbline.sandbox..",
              "io.plumbline.embedded..")
          .because("a vendor is the same for every flow service");

  @ArchTest
  static final ArchRule servicesDoNotKnowSandboxOrReconciler =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.order..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.reconciler..", "io.plumbline.sandbox..", "io.plumbline.embedded..")
          .because("no feature may exist for the demo only");

  @ArchTest
  static final ArchRule theReconcilerTrustsNobody =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.reconciler..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.engine..",
              "io.plumbline.connectors..",
              "io.plumbline.order..",
              "io.plumbline.sandbox..",
              "io.plumbline.embedded..")
          .because("it judges by events alone; shared code would share a misreading");

  @ArchTest
  static final ArchRule theSandboxReadsTheVendorsItself =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.engine..",
              "io.plumbline.connectors..",
              "io.plumbline.order..",
              "io.plumbline.reconciler..",
              "io.plumbline.embedded..")
          .because("a misreading shared with the connectors would agree with itself");

  @ArchTest
  static final ArchRule vendorsDoNotKnowEachOther =
      slices().matching("io.plumbline.connectors.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .because("a rule that reads the wall clock cannot be tested at its boundary");

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.plumbline.sandbox..", "io.plumbline.embedded..")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .because("waiting is the scheduler's and the queue's work");

  @ArchTest
  static final ArchRule collaboratorsComeThroughTheConstructor =
      noFields()
          .should()
          .beAnnotatedWith(Inject.class)
          .because("a class with final fields can be made without a container");
}
