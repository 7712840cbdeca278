package dev.secretariat.copies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that weaken a protocol weaken a copy of it, and a copy that has drifted proves nothing of its original. So
 * each does, method by method, the same to the same words in the same order. The modes of these accesses are not
 * compared: the mutants that are checked by Lincheck are sequentially consistent.
 *
 * <p>If this fails, the original has changed: change the copy likewise, and run the tests that weaken it.
 */
class CopiesTest {
    private static final String MAIN = "src/main/java/dev/secretariat/";
    private static final String MUTANTS = "src/test/java/dev/secretariat/";
    private static final String STRESS = "../jcstress-tests/src/main/java/dev/secretariat/";

    private static final Map<String, String> SAME = Map.of();

    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, String> calls = new LinkedHashMap<>();

    private Accesses read(String... files) throws IOException {
        return new Accesses(Stream.of(files).map(Path::of).toList(), words, calls);
    }

    private void words(String... same) {
        for (String word : same) words.put(word, word);
    }

    /** The methods of a copy against those of its original. */
    private static void compare(Accesses original, Accesses copy, Map<String, String> methods, String... sameNames) {
        Map<String, String> all = new LinkedHashMap<>(methods);
        for (String method : sameNames) all.put(method, method);
        all.forEach((of, in) -> {
            assertFalse(original.of(of).isEmpty(), of + " accesses nothing: are the words called otherwise now?");
            assertEquals(original.of(of), copy.of(in), () -> of + ", which the copy calls " + in);
        });
    }

    private void queueWords() {
        words("head", "tail", "ring");
        words.put("RING", "ring");
        words.put("slots[]", "slots");
        words.put("SLOT", "slots");
        words.put("from[]", "slots");
        calls.put("makeRoom", ""); // the copies' rings are not renewed while they are large enough
    }

    @Test
    void theMutantsOfLocalQueue() throws IOException {
        queueWords();
        compare(
                read(MAIN + "parallel/LocalQueue.java", MAIN + "parallel/StealableQueue.java"),
                read(MUTANTS + "parallel/MutantQueue.java"),
                Map.of("pushReserved/1", "push/1", "stealIf/1", "stealOdd/0", "stealFrom/1", "stealInto/1"),
                "poll/0",
                "isEmpty/0");
    }

    @Test
    void theStressedCopyOfLocalQueue() throws IOException {
        queueWords();
        compare(
                read(MAIN + "parallel/LocalQueue.java", MAIN + "parallel/StealableQueue.java"),
                read(STRESS + "parallel/QueueCopy.java"),
                Map.of("pushReserved/1", "push/1", "stealFrom/1", "stealInto/1"),
                "poll/0",
                "isEmpty/0",
                "stealIf/1");
    }

    private static final String[] SLEEPERS = {
        "wakeForWork/0", "wakeForSlot/0", "beginSearch/0", "endSearch/0", "fallAsleep/2", "beginWatch/0", "endWatch/0"
    };

    @Test
    void theMutantsOfSleepers() throws IOException {
        words("word");
        words.put("below[]", "below");
        Accesses original = read(MAIN + "parallel/Sleepers.java");
        compare(original, read(MUTANTS + "parallel/MutantSleepers.java"), SAME, SLEEPERS);
        compare(original, read(STRESS + "parallel/SleepersCopy.java"), SAME, SLEEPERS);
    }

    @Test
    void theStressedCopyOfForkDequeAndForkBox() throws IOException {
        words("state", "mark", "shelf");
        words.put("STATE", "state");
        words.put("MARK", "mark");
        words.put("FORK_LIMIT", "fork limit");
        words.put("ASK_LIMIT", "ask limit");
        words.put("JOIN_LIMIT", "join limit");
        calls.put("requestOne", "request");
        calls.put("requestPublish", "request");
        calls.put("isShelfSpent", "read shelf");
        compare(
                read(
                        MAIN + "parallel/ForkDeque.java",
                        MAIN + "parallel/StealableForks.java",
                        MAIN + "parallel/ForkLimits.java",
                        MAIN + "parallel/ForkBox.java"),
                read(STRESS + "parallel/ForksCopy.java"),
                Map.of("take/1", "take/0", "end/1", "end/0", "steal/2", "steal/1", "setLimitsOpaque/3", "setLimits/3"),
                "close/0",
                "askToBeWoken/0",
                "begin/1",
                "mark/0",
                "hasOpen/0");
    }

    @Test
    void theStressedCopyOfLifecycle() throws IOException {
        words("phase");
        words.put("PHASE", "phase");
        calls.put("ended", "read ended");
        calls.put("begun", "read begun");
        calls.put("countEnded", "write ended");
        calls.put("countEndedExternal", "exchange ended");
        Accesses original = read(MAIN + "spi/Lifecycle.java");
        calls.put("countEndedExternal", ""); // the copy releases only what a worker has ended
        Accesses ofWorkers = read(MAIN + "spi/Lifecycle.java");
        words("begun", "ended"); // whose counts are elements of arrays in the copy
        words.put("ended[]", "ended");
        Accesses copy = read(STRESS + "spi/LifecycleCopy.java");
        compare(original, copy, SAME, "refuse/0", "advance/1");
        compare(ofWorkers, copy, SAME, "release/1");
    }

    @Test
    void theStressedCopyOfServed() throws IOException {
        words("inbox");
        words.put("INBOX", "inbox");
        calls.put("settleUp", "settle up");
        compare(
                read(MAIN + "sync/Served.java"),
                read(STRESS + "sync/ServedCopy.java"),
                SAME,
                "leave/1",
                "look/0",
                "tryServe/0",
                "goOn/0");
    }

    @Test
    void theMutantsOfWaiterList() throws IOException {
        words("top", "mark", "next");
        words.put("TOP", "top");
        words.put("MARK", "mark");
        calls.put("takeBackFrom", ""); // what wakes a node that stands for another does it in the original
        compare(
                read(MAIN + "internal/WaiterList.java", MAIN + "internal/WaitNode.java"),
                read(MUTANTS + "internal/MutantLists.java"),
                Map.of("push/1", "addWaiter/1", "closeAndWake/0", "close/0"),
                "purge/0",
                "takeFor/1",
                "lendTo/1",
                "takeBackFrom/1",
                "budget/0",
                "makeLive/1",
                "kill/0",
                "free/0",
                "setBudget/1");
    }

    /** A new one has to be compared as well. */
    @Test
    void allCopiesAreCompared() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String root : List.of(MUTANTS, STRESS)) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                found.addAll(files.map(file -> file.getFileName().toString())
                        .filter(name -> name.matches("Mutant\\w*\\.java|\\w*Copy\\.java"))
                        .collect(Collectors.toList()));
            }
        }
        assertEquals(
                Set.of(
                        "ForksCopy.java",
                        "LifecycleCopy.java",
                        "MutantLists.java",
                        "MutantQueue.java",
                        "MutantSleepers.java",
                        "QueueCopy.java",
                        "ServedCopy.java",
                        "SleepersCopy.java"),
                found);
    }
}
