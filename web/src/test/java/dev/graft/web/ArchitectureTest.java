// SPDX-License-Identifier: Apache-2.0
package dev.graft.web;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows of the house: web → engine ← persistence, engine → spi, and nothing points at web or persistence. This module sees all of
 * them, so the rules stand here.
 */
@AnalyzeClasses(packages = "dev.graft", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final DescribedPredicate<JavaClass> SPI = resideInAPackage("dev.graft.spi..");
    private static final DescribedPredicate<JavaClass> WEB = resideInAPackage("dev.graft.web..");
    private static final DescribedPredicate<JavaClass> PERSISTENCE = resideInAPackage("dev.graft.persistence..");
    private static final DescribedPredicate<JavaClass> ENGINE =
            resideInAPackage("dev.graft..").and(not(SPI)).and(not(WEB)).and(not(PERSISTENCE)).as("the engine");

    @ArchTest
    static final ArchRule nothingPointsAtWeb = noClasses().that(not(WEB)).should().dependOnClassesThat(WEB);

    @ArchTest
    static final ArchRule nothingPointsAtPersistence = noClasses().that(not(PERSISTENCE)).should().dependOnClassesThat(PERSISTENCE);

    @ArchTest
    static final ArchRule theSpiPointsAtNothingOfGraft =
            noClasses().that(SPI).should().dependOnClassesThat(resideInAPackage("dev.graft..").and(not(SPI)));

    @ArchTest
    static final ArchRule theSpiKnowsNoPlatform = noClasses()
            .that(SPI)
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "org.bytedeco.."));

    @ArchTest
    static final ArchRule theEngineKnowsNoHttpAndNoVendor = noClasses()
            .that(ENGINE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "jakarta.ws.rs..",
                    "jakarta.servlet..",
                    "org.eclipse.persistence..",
                    "org.hibernate..",
                    "fish.payara..",
                    "org.glassfish..",
                    "org.bytedeco.."));

    @ArchTest
    static final ArchRule theEngineNeedsNoOneDatabase =
            noClasses().that(ENGINE).should().dependOnClassesThat(resideInAnyPackage("org.h2..", "org.postgresql..", "org.flywaydb.."));

    @ArchTest
    static final ArchRule webTalksToServicesAndNotToTheDatabase = noClasses()
            .that(WEB)
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta.persistence..", "java.sql..", "org.eclipse.persistence.."));

    @ArchTest
    static final ArchRule webUsesStandardRestOnly = noClasses()
            .that(WEB)
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.glassfish..", "fish.payara..", "org.jboss.."));

    @ArchTest
    static final ArchRule partsOfTheEngineFormNoCircle =
            slices().matching("dev.graft.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule partsOfWebFormNoCircle = slices().matching("dev.graft.web.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule staticFieldsAreFinal = fields().that().areStatic().should().beFinal();

    /** Names of others' types, such as EntityManager, may shine through. */
    @ArchTest
    static final ArchRule namesSayWhatThingsAre =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Impl|(?<!Entity|\\$)Manager)");
}
