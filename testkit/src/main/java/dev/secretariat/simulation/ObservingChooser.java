package dev.secretariat.simulation;

import dev.secretariat.spi.Reason;
import org.jspecify.annotations.Nullable;

/** A chooser that is told what each step has touched. */
interface ObservingChooser extends Chooser {
    /**
     * Called after each step that was chosen.
     *
     * @param touched what the step has touched
     * @param next why its task is ready again; null if it is not
     */
    void ended(Footprint touched, @Nullable Reason next);

    /** Called where all that was comes before all that will be, in any order of the steps between two such moments: where time passes. */
    void timePasses();

    /** Called where the program goes on because of the last step, whatever else is ready: it may touch anything. */
    void programGoesOn();
}
