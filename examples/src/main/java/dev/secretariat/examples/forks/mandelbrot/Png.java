package dev.secretariat.examples.forks.mandelbrot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Gives the pixels their colours, and writes them to a file. */
final class Png {
    private static final int BLACK = 0;
    private static final float BLUE = 0.62f; // a hue, from 0 to 1
    private static final float BLUE_TO_RED = 0.6f;

    private Png() {}

    static void write(View view, int[] pixels, Path file) throws IOException {
        BufferedImage image = new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
        int[] colours = new int[view.iterations() + 1];
        for (int count = 0; count <= view.iterations(); count++) colours[count] = colour(count, view.iterations());
        for (int i = 0; i < pixels.length; i++) {
            image.setRGB(i % view.width(), i / view.width(), colours[pixels[i]]);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            if (!ImageIO.write(image, "png", out)) throw new IOException(file + ": this JDK writes no PNG");
        }
    }

    /** Returns black for the set; around it, the more iterations, the brighter and redder, on a logarithmic scale. */
    private static int colour(int count, int iterations) {
        if (count == iterations) return BLACK;
        float closeness = (float) (Math.log1p(count) / Math.log1p(iterations));
        return Color.HSBtoRGB(
                BLUE + BLUE_TO_RED * closeness, 1 - closeness * closeness, Math.min(1, 0.2f + 1.4f * closeness));
    }
}
