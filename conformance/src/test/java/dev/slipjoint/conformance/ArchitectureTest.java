package dev.slipjoint.conformance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.slipjoint.platform.access.Caller;
import dev.slipjoint.platform.nouns.InstallationKey;
import dev.slipjoint.platform.store.InstallationTable;
import dev.slipjoint.platform.store.Store;
import dev.slipjoint.platform.task.Outcomes;
import dev.slipjoint.platform.task.TaskRunner;
import dev.slipjoint.platform.task.Worker;
import java.io.ObjectInputStream;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a machine can hold of the design: every rule reads as a sentence and says its reason. */
class ArchitectureTest {

  private static final String OURS = "dev.slipjoint..";
  private static final String PROTOCOL = "dev.slipjoint.protocol..";
  private static final String SDK = "dev.slipjoint.sdk..";
  private static final String PLATFORM = "dev.slipjoint.platform..";
  private static final String JDBC = "dev.slipjoint.store.jdbc..";
  private static final String SERVER = "dev.slipjoint.server..";
  private static final String OUTBOUND = "dev.slipjoint.server.outbound..";
  private static final String METRICS = "dev.slipjoint.server.metrics..";
  private static final String CLI = "dev.slipjoint.cli..";

  private static final JavaClasses SLIPJOINT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(place -> !place.contains("-tests.jar"))
          .importPackages("dev.slipjoint");

  /** A rule that finds nothing to look at has gone stale, and fails. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(false).check(SLIPJOINT);
  }

  @Nested
  class Modules {

    @Test
    void theProtocolDependsOnNothingOfOurs() {
      check(
          noClasses()
              .that()
              .resideInAPackage(PROTOCOL)
              .should()
              .dependOnClassesThat(oursOutside(PROTOCOL))
              .because("the wire is what both sides share, so it knows neither"));
    }

    @Test
    void theSdkDependsOnTheProtocolAlone() {
      check(
          noClasses()
              .that()
              .resideInAPackage(SDK)
              .should()
              .dependOnClassesThat(oursOutside(SDK, PROTOCOL))
              .because("an author's program must not carry a platform"));
    }

    @Test
    void thePlatformDependsOnTheProtocolAlone() {
      check(
          noClasses()
              .that()
              .resideInAPackage(PLATFORM)
              .should()
              .dependOnClassesThat(oursOutside(PLATFORM, PROTOCOL))
              .because("the rules know neither HTTP nor SQL nor who runs them"));
    }

    @Test
    void onlyTheJdbcStoreUsesSql() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(JDBC)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("java.sql..", "javax.sql..")
              .because("whoever needs the platform's memory asks the Store"));
    }

    @Test
    void onlyTheServerUsesHelidon() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(SERVER)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("io.helidon..")
              .because("the web server can then be replaced in one module"));
    }

    @Test
    void onlyTheMetersKnowMicrometer() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(METRICS)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("io.micrometer..", "io.prometheus..")
              .because("what is measured says so through a small port of its own"));
    }

    @Test
    void onlyTheServerItselfKnowsTheMeters() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(METRICS)
              .and()
              .doNotHaveFullyQualifiedName("dev.slipjoint.server.Server")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(METRICS)
              .because("there is no registry but the one that is handed on"));
    }

    @Test
    void nothingIsMeasuredInTheGlobalRegistry() {
      check(
          noClasses()
              .that()
              .resideInAPackage(METRICS)
              .should()
              .dependOnClassesThat()
              .haveFullyQualifiedName("io.micrometer.core.instrument.Metrics")
              .because("two servers in one process would count each other's requests"));
    }

    @Test
    void onlyOutboundCallsAnybody() {
      check(
          noClasses()
              .that()
              .resideInAPackage(SERVER)
              .and()
              .resideOutsideOfPackage(OUTBOUND)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("org.apache.hc..", "java.net.http..")
              .orShould()
              .dependOnClassesThat()
              .haveFullyQualifiedName("java.net.Socket")
              .orShould()
              .dependOnClassesThat()
              .haveFullyQualifiedName("java.net.URLConnection")
              .because("a second way out would lead past the check of addresses"));
    }

    private static DescribedPredicate<JavaClass> oursOutside(String... packages) {
      return resideInAPackage(OURS).and(not(resideInAnyPackage(packages)));
    }
  }

  @Nested
  class Ladder {

    @Test
    void noRungOfThePlatformLooksUp() {
      check(
          layeredArchitecture()
              .consideringOnlyDependenciesInLayers()
              .layer("nouns")
              .definedBy("dev.slipjoint.platform.nouns..")
              .layer("store")
              .definedBy("dev.slipjoint.platform.store..")
              .layer("access")
              .definedBy("dev.slipjoint.platform.access..")
              .layer("catalog")
              .definedBy("dev.slipjoint.platform.catalog..")
              .layer("dispatch")
              .definedBy("dev.slipjoint.platform.dispatch..")
              .layer("task")
              .definedBy("dev.slipjoint.platform.task..")
              .layer("event")
              .definedBy("dev.slipjoint.platform.event..")
              .layer("installation")
              .definedBy("dev.slipjoint.platform.installation..")
              .whereLayer("installation")
              .mayNotBeAccessedByAnyLayer()
              .whereLayer("catalog")
              .mayNotBeAccessedByAnyLayer()
              .whereLayer("event")
              .mayOnlyBeAccessedByLayers("catalog", "installation")
              .whereLayer("task")
              .mayOnlyBeAccessedByLayers("event", "installation")
              .whereLayer("dispatch")
              .mayOnlyBeAccessedByLayers("event", "installation")
              .whereLayer("access")
              .mayOnlyBeAccessedByLayers("event", "catalog", "installation")
              .whereLayer("store")
              .mayOnlyBeAccessedByLayers("access", "task", "event", "catalog", "installation")
              .because("whoever reads the platform can read it from the bottom up"));
    }

    @Test
    void everyPackageOfThePlatformHasARung() {
      check(
          classes()
              .that()
              .resideInAPackage(PLATFORM)
              .should()
              .resideInAnyPackage(
                  "dev.slipjoint.platform.nouns..",
                  "dev.slipjoint.platform.store..",
                  "dev.slipjoint.platform.access..",
                  "dev.slipjoint.platform.catalog..",
                  "dev.slipjoint.platform.dispatch..",
                  "dev.slipjoint.platform.task..",
                  "dev.slipjoint.platform.event..",
                  "dev.slipjoint.platform.installation..")
              .because("the ladder cannot hold what stands beside it"));
    }
  }

  @Nested
  class Safety {

    @Test
    void everyServiceIsToldFirstWhoIsAsking() {
      check(
          methods()
              .that()
              .areDeclaredInClassesThat(areServices())
              .and()
              .arePublic()
              .should(takeACallerFirst())
              .because("nobody can forget to ask for a right if there is no way around it"));
    }

    @Test
    void whatKeepsAStoreIsAService() {
      check(
          classes()
              .that()
              .resideInAPackage(PLATFORM)
              .and(keepAStore())
              .and(not(workForNobody()))
              .should(beServices())
              .because("a service under another name would escape the rule about callers"));
    }

    @Test
    void anInstallationGoesWithAllThatIsIts() {
      check(
          noClasses()
              .that()
              .resideInAPackage(PLATFORM)
              .and()
              .doNotHaveSimpleName("Removal")
              .should()
              .callMethod(InstallationTable.class, "remove", InstallationKey.class)
              .because("whatever else it keeps would be left behind"));
    }

    @Test
    void nothingIsDeserializedIntoAClassThatTheTextNames() {
      check(
          noClasses()
              .should()
              .dependOnClassesThat()
              .areAssignableTo(ObjectInputStream.class)
              .orShould()
              .dependOnClassesThat()
              .haveFullyQualifiedName("com.fasterxml.jackson.annotation.JsonTypeInfo")
              .orShould()
              .accessTargetWhere(
                  is(
                      "a switch to default typing",
                      it -> it.getName().matches("(en|activ)\\w*DefaultTyping\\w*")))
              .because("a name in somebody's data must stay data"));
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackage(CLI)
              .should()
              .accessTargetWhere(
                  is("System.exit, Runtime.exit or Runtime.halt", ArchitectureTest::endsTheProcess))
              .because("whoever embeds the server decides when their process ends"));
    }
  }

  @Nested
  class Names {

    @Test
    void noClassIsNamedAfterNothing() {
      check(
          noClasses()
              .should()
              .haveNameMatching(
                  ".*[.$](\\w*(Manager|Helper|Utils?|Impl|Info|Data)|(Base|Abstract)([A-Z]\\w*)?)")
              .because("a class that can't be named for what it is for is two, or none"));
    }
  }

  private static DescribedPredicate<JavaClass> areServices() {
    return DescribedPredicate.describe(
        "are services",
        type ->
            resideInAPackage(PLATFORM).test(type)
                && type.getSimpleName()
                    .matches(
                        "Callers|Declarations|Installations|Operations|HandlerCalls|Webhooks|Problems|Doctor"));
  }

  private static DescribedPredicate<JavaClass> keepAStore() {
    return DescribedPredicate.describe(
        "keep a Store",
        type ->
            type.getFields().stream()
                .anyMatch(field -> field.getRawType().isAssignableTo(Store.class)));
  }

  /** The worker and what it runs go on with what somebody who was allowed to has begun. */
  private static DescribedPredicate<JavaClass> workForNobody() {
    return DescribedPredicate.describe(
        "work for nobody",
        type ->
            type.isEquivalentTo(Worker.class)
                || type.isEquivalentTo(Outcomes.class)
                || type.isAssignableTo(TaskRunner.class));
  }

  private static ArchCondition<JavaClass> beServices() {
    return ArchCondition.from(areServices()).as("be services");
  }

  private static ArchCondition<JavaMethod> takeACallerFirst() {
    return new ArchCondition<>("take a Caller first") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean caller =
            method.getRawParameterTypes().stream()
                .findFirst()
                .filter(type -> type.isAssignableTo(Caller.class))
                .isPresent();
        events.add(
            new SimpleConditionEvent(
                method, caller, method.getFullName() + " takes a Caller first: " + caller));
      }
    };
  }

  /** Of what is accessed: a method that is called, and one that is only referred to. */
  private static DescribedPredicate<JavaAccess<?>> is(
      String description, Predicate<JavaAccess<?>> predicate) {
    return DescribedPredicate.describe("it is " + description, predicate);
  }

  private static boolean endsTheProcess(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    return (owner.isEquivalentTo(System.class) || owner.isEquivalentTo(Runtime.class))
        && access.getName().matches("exit|halt");
  }
}
