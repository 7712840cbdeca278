/** What simulations and tests on real schedulers have in common in noticing and telling what is wrong. Not exported. */
@NullMarked
package dev.secretariat.reports;

import org.jspecify.annotations.NullMarked;
