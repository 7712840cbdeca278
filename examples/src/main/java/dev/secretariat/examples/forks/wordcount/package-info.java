/**
 * Counts the words in the text files of a folder: sequentially, with a ForkJoinPool, and with Secretariat.
 *
 * <p>The three ways share how a file is read, and differ only in how files and tables are divided and put together.
 */
@NullMarked
package dev.secretariat.examples.forks.wordcount;

import org.jspecify.annotations.NullMarked;
