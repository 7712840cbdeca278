package dev.secretariat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.secretariat.impl.SystemTicker;
import dev.secretariat.internal.Threads;
import dev.secretariat.internal.Touch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String INTERNAL = "dev.secretariat.internal";
    private static final String IMPL = "dev.secretariat.impl";
    private static final JavaClasses CORE = new ClassFileImporter().importPath(output());

    /** Where the compiler has put the library, without its tests. */
    private static Path output() {
        try {
            return Path.of(Scheduler.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void check(ArchRule rule) {
        rule.check(CORE);
    }

    @Test
    void allIsSeen() {
        assertTrue(CORE.contain(Scheduler.class));
        assertFalse(CORE.contain(ArchitectureTest.class));
    }

    /** {@code impl} is the API's other half: what its own methods return, so that the API shows nothing else. */
    @Test
    void theApiDependsOnNoImplementation() {
        check(classes()
                .that()
                .resideInAnyPackage("dev.secretariat", IMPL)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.secretariat", IMPL, INTERNAL, "java..", "org.jspecify.."));
    }

    @Test
    void theApiShowsNothingElse() {
        check(classes()
                .that()
                .resideInAPackage("dev.secretariat")
                .and()
                .doNotHaveSimpleName("package-info")
                .and()
                .areTopLevelClasses()
                .should()
                .bePublic());
    }

    @Test
    void internalDependsOnNothingOfOurs() {
        check(noClasses()
                .that()
                .resideInAPackage(INTERNAL)
                .should()
                .dependOnClassesThat(describe(
                        "stand elsewhere in the library",
                        type -> type.getPackageName().startsWith("dev.secretariat")
                                && !type.getPackageName().equals(INTERNAL))));
    }

    /** As docs/packages.svg shows it: draw another package there, too. The API and {@code impl} are two halves. */
    @Test
    void packagesUseOnlyWhatLiesBelowThem() {
        Map<String, Set<String>> below = Map.ofEntries(
                entry("", Set.of(".impl", ".internal")),
                entry(".impl", Set.of("", ".internal")),
                entry(".executor", Set.of("", ".internal")),
                entry(".spi", Set.of("", ".impl", ".internal", ".executor")),
                entry(".loops", Set.of("", ".internal")),
                entry(".fiber", Set.of("", ".impl", ".internal")),
                entry(".cooperative", Set.of("", ".internal", ".spi")),
                entry(".parallel", Set.of("", ".internal", ".spi")),
                entry(".virtual", Set.of("", ".internal", ".spi")),
                entry(".internal", Set.of()),
                entry(".sync", Set.of("", ".impl", ".fiber", ".internal")));
        Set<String> seen = CORE.stream()
                .map(type -> type.getPackageName().substring("dev.secretariat".length()))
                .collect(Collectors.toSet());
        assertEquals(below.keySet(), seen);
        below.forEach((name, used) -> {
            String from = "dev.secretariat" + name;
            check(noClasses()
                    .that()
                    .resideInAPackage(from)
                    .should()
                    .dependOnClassesThat(describe("do not lie below " + from, type -> {
                        String to = type.getPackageName();
                        return to.startsWith("dev.secretariat")
                                && !to.equals(from)
                                && !used.contains(to.substring("dev.secretariat".length()));
                    })));
        });
    }

    @Test
    void packagesHaveNoCycle() {
        SliceAssignment packages = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return SliceIdentifier.of(name.equals(IMPL) ? "dev.secretariat" : name);
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
        check(slices().assignedFrom(packages).should().beFreeOfCycles());
    }

    @Test
    void timeEntersByTheSystemTicker() {
        check(noClasses()
                .that(not(type(SystemTicker.class)))
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Clock.class, Instant.class)));
    }

    @Test
    void threadsAreMadeInThreads() {
        DescribedPredicate<JavaCall<?>> makes = describe("make or start a thread", ArchitectureTest::makesThread);
        check(noClasses()
                .that()
                .doNotBelongToAnyOf(Threads.class)
                .should()
                .callCodeUnitWhere(makes)
                .orShould()
                .dependOnClassesThat(belongToAnyOf(java.util.concurrent.Executors.class)));
    }

    private static boolean makesThread(JavaCall<?> call) {
        AccessTarget target = call.getTarget();
        if (!target.getOwner().isAssignableTo(Thread.class)) return false;
        return Set.of("<init>", "start", "startVirtualThread", "ofVirtual", "ofPlatform")
                .contains(target.getName());
    }

    @Test
    void randomnessEntersBySeeds() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(INTERNAL + ".Seeds")
                .should()
                .dependOnClassesThat(assignableTo(Random.class).or(assignableTo(SplittableRandom.class)))
                .orShould()
                .callMethod(Math.class, "random"));
    }

    @Test
    void reportsGoThroughTheOnePlaceThatCannotThrow() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(INTERNAL + ".LogMessage")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j.."));
    }

    /** It would throw, instead of what was to be told; and a constant that is thrown again and again grows. */
    @Test
    void laterFailuresAreAddedInThrowables() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(INTERNAL + ".Throwables")
                .should()
                .callMethod(Throwable.class, "addSuppressed", Throwable.class));
    }

    @Test
    void namesComeFromTexts() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(INTERNAL + ".Texts")
                .should()
                .callMethod(Class.class, "getSimpleName"));
    }

    @Test
    void nothingSleepsOrLocks() {
        DescribedPredicate<JavaAccess<?>> waits = describe("sleep, or wait on a monitor", access -> {
            String name = access.getTarget().getName();
            JavaClass owner = access.getTarget().getOwner();
            return (owner.isEquivalentTo(Thread.class) && name.equals("sleep"))
                    || (owner.isEquivalentTo(Object.class) && name.equals("wait"));
        });
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(
                        "dev.secretariat.fiber.RunningBody") // knows its thread's body, in simulations alone
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class));
        check(noClasses()
                .should()
                .accessTargetWhere(waits)
                .orShould()
                .dependOnClassesThat(describe(
                        "are locks",
                        type -> type.getPackageName().equals("java.util.concurrent.locks")
                                && !type.getSimpleName().equals("LockSupport"))));
        check(methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED));
    }

    /** ArchUnit does not see synchronized blocks. Two classes enter monitors of their own, for what the JVM does then. */
    @Test
    void noSourceSaysSynchronized() throws IOException {
        Path sources = Path.of("src/main/java");
        Pattern comment = Pattern.compile("//[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
        Pattern block = Pattern.compile("\\bsynchronized\\b");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("internal/MonitorWaits.java"))
                    .filter(file -> !file.endsWith("internal/HeldMonitors.java"))
                    .filter(file -> block.matcher(comment.matcher(read(file)).replaceAll(""))
                            .find())
                    .collect(Collectors.toList());
            assertEquals(List.of(), found);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void schedulersShareNoState() {
        DescribedPredicate<JavaField> written = describe("are written in the source", field -> !isSynthetic(field));
        // Of the JVM are who watches what steps touch, and how a fiber lets others come in between: only in
        // simulations.
        check(fields().that()
                .areStatic()
                .and()
                .areNotDeclaredIn(Touch.class)
                .should()
                .beFinal());
        check(fields().that()
                .areStatic()
                .and(written)
                .should()
                .haveRawType(describe("cannot change", ArchitectureTest::looksImmutable)));
    }

    private static boolean isSynthetic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean looksImmutable(JavaClass type) {
        return !type.isArray()
                && Stream.of(Thread.class, Executor.class, Collection.class, Map.class)
                        .noneMatch(type::isAssignableTo)
                && !type.getPackageName().equals("java.util.concurrent.atomic");
    }

    @Test
    void eachImplementationHasOneEntry() {
        assertEquals(
                Set.of("CooperativeScheduler", "CooperativeScheduler$Builder"),
                publicTypes("dev.secretariat.cooperative"));
        assertEquals(
                Set.of("ParallelScheduler", "ParallelScheduler$Builder", "ParallelScheduler$Idle"),
                publicTypes("dev.secretariat.parallel"));
        assertEquals(
                Set.of("VirtualThreadScheduler", "VirtualThreadScheduler$Builder"),
                publicTypes("dev.secretariat.virtual"));
    }

    private static Set<String> publicTypes(String inPackage) {
        return CORE.stream()
                .filter(type -> type.getPackageName().equals(inPackage))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(type -> type.getName().replace(inPackage + ".", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void theModuleExportsAndRequiresWhatIsPinned() throws IOException {
        ModuleDescriptor module;
        try (InputStream in = Files.newInputStream(output().resolve("module-info.class"))) {
            module = ModuleDescriptor.read(in);
        }
        assertEquals("dev.secretariat.core", module.name());
        assertTrue(module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
        assertEquals(
                Set.of(
                        "dev.secretariat",
                        "dev.secretariat.cooperative",
                        "dev.secretariat.fiber",
                        "dev.secretariat.loops",
                        "dev.secretariat.parallel",
                        "dev.secretariat.spi",
                        "dev.secretariat.sync",
                        "dev.secretariat.virtual"),
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
        assertEquals(
                Set.of("java.base", "org.jctools.core.jdk11", "org.slf4j", "org.jspecify"),
                module.requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
        assertFalse(module.isOpen());
        assertEquals(Set.of(), module.opens());
    }
}
