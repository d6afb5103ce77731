package io.plumbline.checks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

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

  /** A slice per vendor; what they share is none. */
  private static final SliceAssignment VENDORS =
      new SliceAssignment() {
        private static final Set<String> SHARED = Set.of("http", "oauth", "record");
        private static final String ROOT = "io.plumbline.connectors.";

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          var name = type.getPackageName();
          var vendor = name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
          var end = vendor.indexOf('.');
          vendor = end < 0 ? vendor : vendor.substring(0, end);
          return vendor.isEmpty() || SHARED.contains(vendor)
              ? SliceIdentifier.ignore()
              : SliceIdentifier.of(vendor);
        }

        @Override
        public String getDescription() {
          return "vendors";
        }
      };

  @ArchTest
  static final ArchRule vendorsDoNotKnowEachOther =
      slices()
          .assignedFrom(VENDORS)
          .should()
          .notDependOnEachOther()
          .because("one vendor's change must not break another's connector");

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .should()
          .callMethodWhere(
              target(describe("reads the wall clock", ArchitectureTest::readsTheWallClock)))
          .orShould()
          .callConstructor(Date.class)
          .because("a rule that reads the wall clock cannot be tested at its boundary");

  @ArchTest
  static final ArchRule clocksAreMadeAtTheEdge =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.plumbline.engine.time..", "io.plumbline.sandbox..", "io.plumbline.embedded..")
          .and()
          .doNotHaveSimpleName("ClockProducer")
          .should()
          .callMethodWhere(
              target(
                  describe(
                      "makes a clock",
                      called ->
                          called.getOwner().isEquivalentTo(Clock.class)
                              && called.getName().startsWith("system"))))
          .because("a service has one clock, which its tests replace");

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.plumbline.sandbox..", "io.plumbline.embedded..")
          .and()
          // The throttle's wait for a turn, which its tests replace.
          .doNotHaveFullyQualifiedName("io.plumbline.engine.throttle.Waiting")
          .should()
          .callMethodWhere(
              target(
                  describe(
                      "sleeps",
                      called ->
                          called.getName().equals("sleep")
                              || (called.getOwner().isEquivalentTo(LockSupport.class)
                                  && called.getName().startsWith("park")))))
          .because("waiting is the scheduler's and the queue's work");

  /** See docs/decisions/0013. */
  @ArchTest
  static final ArchRule threadsAreThePlatforms =
      noClasses()
          .should()
          .callMethodWhere(
              target(
                  describe(
                      "starts a virtual thread",
                      called ->
                          called.getOwner().getPackageName().startsWith("java.")
                              && called.getName().matches("ofVirtual|.*VirtualThread.*"))))
          .because(
              "on a small machine, class loading can take all carriers and never give one back");

  private static boolean readsTheWallClock(CodeUnitCallTarget called) {
    boolean now =
        called.getOwner().getPackageName().equals("java.time")
            && called.getName().equals("now")
            && called.getRawParameterTypes().stream()
                .noneMatch(type -> type.isEquivalentTo(Clock.class));
    return now
        || (called.getOwner().isEquivalentTo(System.class)
            && called.getName().equals("currentTimeMillis"));
  }

  @ArchTest
  static final ArchRule collaboratorsComeThroughTheConstructor =
      noFields()
          .should()
          .beAnnotatedWith(Inject.class)
          .because("a class with final fields can be made without a container");
}
