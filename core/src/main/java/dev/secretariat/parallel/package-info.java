/**
 * The parallel scheduler: every task on whichever worker is free, by lock-free work stealing.
 *
 * <p>One public type. Here live the queues, the forks, the protocol of sleeping and waking with its models, and the
 * workers' loop. The package's README.md tells how workers sleep and wake, and why no ready task is left while one
 * sleeps. What may not live here: locks and waiting on monitors; a protocol without its stress test and a control
 * beside it; and what any scheduler could use, which is {@code spi}'s. Knows nothing of {@code cooperative}.
 */
@NullMarked
package dev.secretariat.parallel;

import org.jspecify.annotations.NullMarked;
