/** Work that really computes, and what is measured of it. */
@NullMarked
package dev.secretariat.examples.paperwork;

import org.jspecify.annotations.NullMarked;
