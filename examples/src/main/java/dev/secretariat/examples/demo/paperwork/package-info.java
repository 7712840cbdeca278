/**
 * Work that really computes, and what is measured of it.
 *
 * <p>The tasks of the stories about cores, the pace to which they are calibrated, and the sheet that says who worked when. Runs on any
 * scheduler that it is given; neither prints nor draws.
 */
@NullMarked
package dev.secretariat.examples.demo.paperwork;

import org.jspecify.annotations.NullMarked;
