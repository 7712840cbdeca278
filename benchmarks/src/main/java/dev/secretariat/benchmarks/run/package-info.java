/** Which comparisons there are, and how JMH is driven through them. */
@NullMarked
package dev.secretariat.benchmarks.run;

import org.jspecify.annotations.NullMarked;
