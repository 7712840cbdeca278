/**
 * The conformance kits: tests that show whether a scheduler, or an awaitable, keeps to the rules of SPEC.md.
 *
 * <p>Start with {@link dev.secretariat.tck.SchedulerTck} or {@link dev.secretariat.tck.AwaitableTck}. Here lives a test or more for each rule that holds for any of them,
 * named after it, and what a report of a broken one says. What may not live here: a test that only one of the library's
 * schedulers could pass, knowledge of {@code spi} or of an implementation under test, and waits without a limit: the kit tells
 * of a scheduler that hangs.
 */
@NullMarked
package dev.secretariat.tck;

import org.jspecify.annotations.NullMarked;
