/** Not exported: the waiter list, the timer heap, the inbox, and the adapters to JCTools and the JDK. */
@NullMarked
package dev.secretariat.internal;

import org.jspecify.annotations.NullMarked;
