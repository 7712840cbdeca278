package dev.secretariat.examples.forks.mandelbrot;

/** A part of a picture, at least a pixel. */
record Tile(int x, int y, int width, int height) {
    int size() {
        return width * height;
    }

    /** Returns the left half, or the upper one if the tile is not wider than high. It must have two pixels or more. */
    Tile firstHalf() {
        return width > height ? new Tile(x, y, width / 2, height) : new Tile(x, y, width, height / 2);
    }

    /** Returns the rest. */
    Tile secondHalf() {
        int half = Math.max(width, height) / 2;
        return width > height
                ? new Tile(x + half, y, width - half, height)
                : new Tile(x, y + half, width, height - half);
    }
}
