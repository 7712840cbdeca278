package dev.secretariat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Inside a package, classes that refer to one another in a cycle can only be understood together; so there are none but
 * those named here. A nested class counts as part of the one it stands in.
 */
class ClassCyclesTest {
    /** A class of one of them may be in a cycle with others of the same one, and with no others. */
    private static final List<Set<String>> ALLOWED = List.of(
            // The API names itself: a task returns steps, on a worker, which takes forks and tasks.
            Set.of("Fork", "ForkAction", "ForkBody", "LongForkBody", "Scheduler", "Task", "Worker"),
            // A handle is awaited, and waits for itself in join().
            Set.of("Awaitable", "TaskHandle"),
            // A deadline is set on its timers, which ring it.
            Set.of("spi.TimerDeadline", "spi.Timers"),
            // A composition runs itself by a sequence, which knows its kinds.
            Set.of("impl.FlatMappedTask", "impl.Sequence", "impl.UsingTask"),
            // A list, its nodes, and the kind of node that stands for others.
            Set.of("internal.ForwardingNode", "internal.WaitNode", "internal.WaiterList"),
            // Recursion: a part of a sort divides itself.
            Set.of("loops.MergePart", "loops.MergeSort", "loops.MergeSortPart"),
            Set.of("loops.PartitionPart", "loops.QuickSort", "loops.QuickSortPart"),
            Set.of("loops.RangeFork", "loops.RangeLoop"),
            // The triangle: a scheduler makes workers, a worker runs cells, a cell tells its scheduler. With it what a
            // user holds of a cell, and the scheduler as its executor view, its shutdown and its submitters see it.
            Set.of(
                    "spi.Admission",
                    "spi.CellHandle",
                    "spi.SchedulerBase",
                    "spi.SchedulerBackend",
                    "spi.SchedulerShutdown",
                    "spi.TaskCell",
                    "spi.WorkerBase"));

    @Test
    void noOtherClassesReferToOneAnotherInACycle() {
        List<Set<String>> others = new ArrayList<>(cycles());
        others.removeIf(cycle -> ALLOWED.stream().anyMatch(allowed -> allowed.containsAll(cycle)));
        assertEquals(List.of(), others);
    }

    @Test
    void whatIsUntiedIsNoLongerAllowed() {
        Set<String> untied = new TreeSet<>();
        ALLOWED.forEach(untied::addAll);
        cycles().forEach(untied::removeAll);
        assertEquals(Set.of(), untied);
    }

    private static List<Set<String>> cycles() {
        List<Set<String>> cycles = new ArrayList<>();
        Map<String, Set<String>> references = references();
        while (!references.isEmpty()) {
            String first = references.keySet().iterator().next();
            Set<String> cycle = reachable(first, references);
            cycle.retainAll(reachable(first, reversed(references)));
            if (cycle.size() > 1) cycles.add(cycle);
            references.keySet().removeAll(cycle);
        }
        return cycles;
    }

    /** What each class refers to in its own package. */
    private static Map<String, Set<String>> references() {
        Map<String, Set<String>> references = new TreeMap<>();
        for (JavaClass type : library()) {
            Set<String> targets = references.computeIfAbsent(topLevel(type), any -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (target.getPackageName().equals(type.getPackageName())) targets.add(topLevel(target));
            }
        }
        return references;
    }

    private static JavaClasses library() {
        try {
            return new ClassFileImporter()
                    .importPath(Path.of(Scheduler.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String topLevel(JavaClass type) {
        String name = type.getName().replace("dev.secretariat.", "");
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** A class, and what can be reached from it. */
    private static Set<String> reachable(String from, Map<String, Set<String>> references) {
        Set<String> seen = new TreeSet<>(Set.of(from));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            for (String target : references.getOrDefault(next.remove(), Set.of())) {
                if (seen.add(target)) next.add(target);
            }
        }
        return seen;
    }

    private static Map<String, Set<String>> reversed(Map<String, Set<String>> references) {
        Map<String, Set<String>> reversed = new HashMap<>();
        references.forEach((from, targets) -> {
            for (String target : targets)
                reversed.computeIfAbsent(target, any -> new TreeSet<>()).add(from);
        });
        return reversed;
    }
}
