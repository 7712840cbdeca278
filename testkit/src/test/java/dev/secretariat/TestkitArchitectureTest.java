package dev.secretariat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.secretariat.simulation.Policy;
import dev.secretariat.simulation.Simulation;
import dev.secretariat.simulation.SimulationScheduler;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Real time and threads enter a simulation at named places, and what decides a run touches neither. */
class TestkitArchitectureTest {
    private static final JavaClasses TESTKIT = new ClassFileImporter().importPath(output());

    private static Path output() {
        try {
            return Path.of(Simulation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allIsSeen() {
        assertTrue(TESTKIT.contain(Simulation.class));
        assertFalse(TESTKIT.contain(TestkitArchitectureTest.class));
    }

    /** As docs/packages.svg shows it. */
    @Test
    void packagesUseOnlyWhatLiesBelowThem() {
        usesNone("dev.secretariat.reports", "simulation", "history", "tck", "testkit");
        usesNone("dev.secretariat.simulation", "history", "tck", "testkit", "simulation.net");
        usesNone("dev.secretariat.simulation.net", "history", "tck", "testkit");
        usesNone("dev.secretariat.history", "simulation", "tck", "testkit");
        usesNone("dev.secretariat.tck", "simulation", "history", "testkit");
        usesNone("dev.secretariat.testkit", "history", "tck");
    }

    private static void usesNone(String from, String... others) {
        for (String other : others) {
            noClasses()
                    .that()
                    .resideInAPackage(from)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.secretariat." + other)
                    .check(TESTKIT);
        }
    }

    /** Each class can be understood without what uses it; a nested one is part of the one it stands in. */
    @Test
    void classesOfTheSimulationHaveNoCycle() {
        SliceAssignment classes = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                if (!type.getPackageName().equals("dev.secretariat.simulation")) return SliceIdentifier.ignore();
                return SliceIdentifier.of(name(outermost(type)));
            }

            private JavaClass outermost(JavaClass type) {
                return type.getEnclosingClass().map(this::outermost).orElse(type);
            }

            private String name(JavaClass type) {
                if (type.isAssignableTo(Policy.class))
                    return Policy.class.getName(); // which makes those, and is what they are
                if (type.getSimpleName().equals("SimulationBuilder")) return SimulationScheduler.class.getName();
                return type.getName();
            }

            @Override
            public String getDescription() {
                return "classes";
            }
        };
        slices().assignedFrom(classes).should().beFreeOfCycles().check(TESTKIT);
    }

    /** Nor of histories; the answers, which the sealed interface names, are one. */
    @Test
    void classesOfTheHistoryHaveNoCycle() {
        Set<String> answers = Set.of("Returned", "Finished", "Threw", "Unanswered");
        SliceAssignment classes = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                if (!type.getPackageName().equals("dev.secretariat.history")) return SliceIdentifier.ignore();
                String name = type.getName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", "");
                return SliceIdentifier.of(answers.contains(name) ? "Response" : name);
            }

            @Override
            public String getDescription() {
                return "classes of histories";
            }
        };
        slices().assignedFrom(classes).should().beFreeOfCycles().check(TESTKIT);
    }

    @Test
    void timeEntersByTheTickerOfCore() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("VirtualClock") // which shows virtual time
                .and()
                .doNotHaveSimpleName("SimulationScheduler") // which gives it away
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethodWhere(describe("ask for the time of day", TestkitArchitectureTest::asksForTime))
                .check(TESTKIT);
    }

    private static boolean asksForTime(JavaCall<?> call) {
        String method = call.getTarget().getName();
        return (call.getTarget().getOwner().isEquivalentTo(Clock.class)
                        && (method.startsWith("system") || method.startsWith("tick")))
                || (call.getTarget().getOwner().isEquivalentTo(Instant.class) && method.equals("now"));
    }

    @Test
    void nothingThatDecidesARunKnowsRealTime() {
        noClasses()
                .that()
                .resideInAPackage("dev.secretariat.simulation")
                .and()
                .haveSimpleNameNotEndingWith("Simulation") // which starts the progress of a sweep
                .should()
                .callMethod(Ticker.class, "system")
                .check(TESTKIT);
    }

    @Test
    void threadsAreMadeAtNamedPlaces() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.secretariat.reports.Watch")
                .and()
                .doNotHaveFullyQualifiedName("dev.secretariat.testkit.RealRun")
                .and()
                .doNotHaveFullyQualifiedName("dev.secretariat.simulation.Sweep")
                .and()
                .resideOutsideOfPackage("dev.secretariat.tck") // whose tests are about threads
                .should()
                .callCodeUnitWhere(describe("make or start a thread", TestkitArchitectureTest::makesThread))
                .check(TESTKIT);
    }

    private static boolean makesThread(JavaCall<?> call) {
        return call.getTarget().getOwner().isAssignableTo(Thread.class)
                && Set.of("<init>", "start").contains(call.getTarget().getName());
    }
}
