/** Not exported: the waiter list, the timer heap, the queue of arrivals, the inbox, and the adapters to the JDK. */
@NullMarked
package dev.secretariat.internal;

import org.jspecify.annotations.NullMarked;
