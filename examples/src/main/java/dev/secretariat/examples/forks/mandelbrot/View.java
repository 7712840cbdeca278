package dev.secretariat.examples.forks.mandelbrot;

/**
 * What is to be seen: the whole set, in the middle of a picture of any proportions.
 *
 * @param width in pixels
 * @param height in pixels
 * @param iterations after how many a point counts as one of the set
 */
record View(int width, int height, int iterations) {
    private static final double CENTRE = -0.7;
    private static final double SPAN_REAL = 3.2;
    private static final double SPAN_IMAGINARY = 2.4;

    /** The square of the distance from which no point comes back. */
    private static final double FAR_AWAY = 4;

    /** Returns after how many iterations a pixel is far away; {@link #iterations} if it stays. */
    int escape(int x, int y) {
        double pixel = Math.max(SPAN_REAL / width, SPAN_IMAGINARY / height);
        return escape(CENTRE + (x - width / 2.0) * pixel, (height / 2.0 - y) * pixel);
    }

    private int escape(double real, double imaginary) {
        double a = 0;
        double b = 0;
        int count = 0;
        while (count < iterations && a * a + b * b <= FAR_AWAY) {
            double next = a * a - b * b + real;
            b = 2 * a * b + imaginary;
            a = next;
            count++;
        }
        return count;
    }
}
