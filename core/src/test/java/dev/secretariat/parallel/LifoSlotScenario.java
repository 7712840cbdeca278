package dev.secretariat.parallel;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** An owner who puts elements into a slot and takes them, and others who take them too. */
@Param(name = "element", gen = IntGen.class, conf = "1:9")
public abstract class LifoSlotScenario {
    interface Subject {
        Integer put(Integer element);

        Integer peek();

        boolean take(Integer expected);
    }

    private final Subject slot;

    LifoSlotScenario(Subject slot) {
        this.slot = slot;
    }

    @Operation(nonParallelGroup = "owner")
    public final Integer put(@Param(name = "element") int element) {
        return slot.put(element);
    }

    /** Whose element has been exchanged meanwhile looks again: so this is one atomic step. */
    @Operation
    public final Integer take() {
        for (; ; ) {
            Integer seen = slot.peek();
            if (seen == null || slot.take(seen)) return seen;
        }
    }
}
