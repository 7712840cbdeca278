/**
 * Work that really computes, and what is measured of it.
 *
 * <p>Here are the tasks of the stories about cores, the pace to which they are calibrated, and the sheet that says who
 * worked when. They run on any scheduler; nothing here prints or draws.
 */
@NullMarked
package dev.secretariat.examples.demo.paperwork;

import org.jspecify.annotations.NullMarked;
