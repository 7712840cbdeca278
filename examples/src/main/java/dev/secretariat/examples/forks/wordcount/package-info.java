/** Counts the words in the text files of a folder. */
@NullMarked
package dev.secretariat.examples.forks.wordcount;

import org.jspecify.annotations.NullMarked;
