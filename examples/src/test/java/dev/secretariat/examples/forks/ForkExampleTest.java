package dev.secretariat.examples.forks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.Scheduler;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForkExampleTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itSaysWhetherTheResultsAreTheSame(boolean same) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean agree = new Sheep(same).run(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String out = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(same, agree);
        assertEquals(same, out.contains("All three had the same result each time."), out);
        assertEquals(!same, out.contains("Not the same result each time: that is a bug"), out);
        assertTrue(out.contains("there are 7 sheep"), out);
    }

    /** Counts sheep, rightly or not. */
    private static final class Sheep extends ForkExample<Integer> {
        private final boolean right;

        Sheep(boolean right) {
            this.right = right;
        }

        @Override
        protected String title() {
            return "Sheep";
        }

        @Override
        protected String cutOff() {
            return "a sheep";
        }

        @Override
        protected ThreeWays<Integer> ways() {
            return new ThreeWays<>() {
                @Override
                public Integer sequential() {
                    return 7;
                }

                @Override
                public Integer forkJoin(ForkJoinPool pool) {
                    return 7;
                }

                @Override
                public Integer secretariat(Scheduler scheduler) {
                    return right ? 7 : 8;
                }
            };
        }

        @Override
        protected void print(Integer sheep, PrintStream out) {
            out.println("there are " + sheep + " sheep");
        }
    }
}
