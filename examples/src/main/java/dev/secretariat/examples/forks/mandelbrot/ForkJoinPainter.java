package dev.secretariat.examples.forks.mandelbrot;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;

/** Paints with java.util.concurrent, with an object for each tile that is not too small to be worth one. */
final class ForkJoinPainter extends RecursiveAction {
    /** In pixels, of which one takes from one iteration to hundreds, so that no number is right everywhere. */
    static final int CUT_OFF = 256;

    private static final long serialVersionUID = 1;

    private final transient Picture picture;
    private final transient Tile tile;

    private ForkJoinPainter(Picture picture, Tile tile) {
        this.picture = picture;
        this.tile = tile;
    }

    static void paint(Picture picture, ForkJoinPool pool) {
        pool.invoke(new ForkJoinPainter(picture, picture.tile()));
    }

    @Override
    protected void compute() {
        if (tile.size() < CUT_OFF) {
            SequentialPainter.paint(picture, tile);
            return;
        }
        invokeAll(new ForkJoinPainter(picture, tile.firstHalf()), new ForkJoinPainter(picture, tile.secondHalf()));
    }
}
