package dev.secretariat.examples.forks.mandelbrot;

import dev.secretariat.Fork;
import dev.secretariat.Scheduler;
import dev.secretariat.Step;
import dev.secretariat.Worker;

/** Paints with Secretariat: halves the picture again and again, down to the single pixel. */
final class SecretariatPainter {
    private SecretariatPainter() {}

    static void paint(Picture picture, Scheduler scheduler) throws InterruptedException {
        scheduler
                .submit("mandelbrot", worker -> {
                    paint(worker, picture, picture.tile());
                    return Step.done();
                })
                .join();
    }

    private static void paint(Worker worker, Picture picture, Tile tile) throws Exception {
        if (tile.size() == 1) {
            picture.paint(tile.x(), tile.y());
            return;
        }
        Fork<Void> first = worker.forkRun(w -> paint(w, picture, tile.firstHalf())); // w: the worker that runs it
        paint(worker, picture, tile.secondHalf());
        worker.join(first);
    }
}
