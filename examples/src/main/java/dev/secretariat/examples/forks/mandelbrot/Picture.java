package dev.secretariat.examples.forks.mandelbrot;

/**
 * A picture that is being painted. Several threads may paint at once, as long as no two paint the same
 * pixel.
 */
final class Picture {
    private final View view;
    private final int[] pixels;

    Picture(View view) {
        this.view = view;
        this.pixels = new int[view.width() * view.height()];
    }

    int width() {
        return view.width();
    }

    int height() {
        return view.height();
    }

    /** Returns all of it as a tile. */
    Tile tile() {
        return new Tile(0, 0, width(), height());
    }

    void paint(int x, int y) {
        pixels[y * width() + x] = view.escape(x, y);
    }

    /** Returns the iterations that each pixel has taken, row by row. */
    int[] pixels() {
        return pixels;
    }
}
