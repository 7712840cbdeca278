package dev.secretariat.examples.forks.mandelbrot;

import dev.secretariat.Scheduler;
import dev.secretariat.examples.forks.ThreeWays;
import java.util.concurrent.ForkJoinPool;

/** Paints a new picture of the same view; the result is its pixels. */
record Mandelbrot(View view) implements ThreeWays<int[]> {
    @Override
    public int[] sequential() {
        Picture picture = new Picture(view);
        SequentialPainter.paint(picture, picture.tile());
        return picture.pixels();
    }

    @Override
    public int[] forkJoin(ForkJoinPool pool) {
        Picture picture = new Picture(view);
        ForkJoinPainter.paint(picture, pool);
        return picture.pixels();
    }

    @Override
    public int[] secretariat(Scheduler scheduler) throws InterruptedException {
        Picture picture = new Picture(view);
        SecretariatPainter.paint(picture, scheduler);
        return picture.pixels();
    }
}
