package dev.secretariat.parallel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/** What a worker writes at each step is alone on its cache lines, whatever a collector puts beside it. */
class PaddingTest {
    private static final int LEAST = 120;
    private static final Set<String> WIDE = Set.of("int", "long", "boolean");

    @ParameterizedTest
    @ValueSource(classes = {ParallelWorker.class, RunQueue.class})
    void countersAre120BytesFromBothEnds(Class<?> padded) {
        ClassLayout layout = ClassLayout.parseClass(padded);
        List<String> counters = new ArrayList<>();
        for (FieldLayout field : layout.fields()) {
            if (!WIDE.contains(field.typeClass())) continue;
            counters.add(field.name());
            assertTrue(field.offset() >= layout.headerSize() + LEAST, layout.toPrintable());
            assertTrue(layout.instanceSize() - field.offset() - field.size() >= LEAST, layout.toPrintable());
        }
        assertTrue(counters.size() > 3, counters::toString);
    }
}
