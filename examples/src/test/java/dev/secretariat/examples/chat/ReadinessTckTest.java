package dev.secretariat.examples.chat;

import dev.secretariat.tck.AwaitableTck;
import dev.secretariat.tck.Subject;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;

/** The rules of awaitables, with a selector that looks at once. */
@Timeout(300)
class ReadinessTckTest extends AwaitableTck {
    @Override
    protected Subject create() {
        boolean[] isReady = {false};
        AtomicReference<Readiness> readiness = new AtomicReference<>();
        BooleanSupplier holds = probe(() -> {
            synchronized (isReady) {
                return isReady[0];
            }
        });
        readiness.set(new Readiness("ready", () -> {
            if (holds.getAsBoolean()) readiness.get().isReady();
            return true;
        }));
        return Subject.wakesAll(readiness.get(), () -> {
            synchronized (isReady) {
                isReady[0] = true;
            }
            readiness.get().isReady();
        });
    }
}
