package dev.secretariat.examples.forks.mandelbrot;

/** Paints pixel by pixel. */
final class SequentialPainter {
    private SequentialPainter() {}

    static void paint(Picture picture, Tile tile) {
        for (int y = tile.y(); y < tile.y() + tile.height(); y++) {
            for (int x = tile.x(); x < tile.x() + tile.width(); x++) picture.paint(x, y);
        }
    }
}
