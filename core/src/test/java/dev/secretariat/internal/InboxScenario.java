package dev.secretariat.internal;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * Producers and a consumer that goes idle. Whether a post rouses is not held against the specification,
 * since adding and rousing are two steps; but when all is quiet nobody may sleep beside an element.
 */
@Param(name = "element", gen = IntGen.class, conf = "1:3")
public abstract class InboxScenario {
    interface Subject {
        void post(Integer element);

        Integer poll();

        boolean becomeIdle();

        void becomeBusy();

        boolean isIdle();

        boolean isEmpty();
    }

    private final Subject inbox;

    InboxScenario(Subject inbox) {
        this.inbox = inbox;
    }

    @Operation
    public final void post(@Param(name = "element") int element) {
        inbox.post(element);
    }

    @Operation(nonParallelGroup = "consumer")
    public final Integer poll() {
        return inbox.poll();
    }

    @Operation(nonParallelGroup = "consumer")
    public final boolean becomeIdle() {
        return inbox.becomeIdle();
    }

    @Operation(nonParallelGroup = "consumer")
    public final void becomeBusy() {
        inbox.becomeBusy();
    }

    @Validate
    public final void nobodySleepsBesideAnElement() {
        if (inbox.isIdle() && !inbox.isEmpty()) {
            throw new IllegalStateException("idle, and not empty");
        }
    }
}
