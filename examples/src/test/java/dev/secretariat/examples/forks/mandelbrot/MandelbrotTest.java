package dev.secretariat.examples.forks.mandelbrot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.secretariat.examples.forks.EveryWay;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class MandelbrotTest {
    private static final int BLACK = 0xFF000000;

    /** The definition, for each pixel on its own. */
    private static int[] plain(int width, int height, int iterations) {
        double pixel = Math.max(3.2 / width, 2.4 / height);
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width;
            double real = -0.7 + (x - width / 2.0) * pixel;
            double imaginary = (height / 2.0 - y) * pixel;
            double a = 0;
            double b = 0;
            while (pixels[i] < iterations && a * a + b * b <= 4) {
                double next = a * a - b * b + real;
                b = 2 * a * b + imaginary;
                a = next;
                pixels[i]++;
            }
        }
        return pixels;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "1, 2", "7, 5", "1, 600", "600, 1", "16, 16", "61, 47", "47, 61"})
    void eachVersionPaintsEachPixel(int width, int height) throws Exception {
        EveryWay.assertResult(plain(width, height, 60), new Mandelbrot(new View(width, height, 60)));
    }

    @Test
    void theSetIsWhereItShouldBe() {
        View view = new View(320, 240, 100); // a hundredth for each pixel, and 0 at (230, 120)
        assertEquals(100, view.escape(230, 120));
        assertEquals(100, view.escape(130, 120), "-1 goes to and fro");
        assertEquals(3, view.escape(319, 120), "0.89, 1.6821, 3.72");
        assertEquals(1, view.escape(0, 0), "too far away to begin with");
        assertEquals(view.escape(200, 20), view.escape(200, 220), "both halves are the same");
    }

    @Test
    void theHalvesOfATileAreAllOfItAndDoNotOverlap() {
        for (int width = 1; width < 9; width++) {
            for (int height = 1; height < 9; height++) {
                int[][] painted = new int[20][20];
                halve(new Tile(3, 5, width, height), painted);
                for (int y = 0; y < 20; y++) {
                    for (int x = 0; x < 20; x++) {
                        boolean inside = x >= 3 && x < 3 + width && y >= 5 && y < 5 + height;
                        assertEquals(inside ? 1 : 0, painted[y][x]);
                    }
                }
            }
        }
    }

    private static void halve(Tile tile, int[][] painted) {
        assertTrue(tile.size() > 0, tile::toString);
        if (tile.size() == 1) {
            painted[tile.y()][tile.x()]++;
        } else {
            halve(tile.firstHalf(), painted);
            halve(tile.secondHalf(), painted);
        }
    }

    @Test
    void thePngShowsThePixels(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("set.png");
        View view = new View(33, 20, 50);
        int[] pixels = new Mandelbrot(view).sequential();
        Png.write(view, pixels, file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(33, image.getWidth());
        assertEquals(20, image.getHeight());
        int[] colours = image.getRGB(0, 0, 33, 20, null, 0, 33);
        int[] colourOf = new int[51];
        for (int i = 0; i < pixels.length; i++) {
            assertEquals(pixels[i] == 50, colours[i] == BLACK, "black at " + i);
            if (colourOf[pixels[i]] == 0) colourOf[pixels[i]] = colours[i];
            assertEquals(colourOf[pixels[i]], colours[i], "the same colour at " + i);
        }
        assertNotEquals(colourOf[2], colourOf[3]);
        assertTrue(Arrays.stream(colours).distinct().count() > 5);
    }

    @Test
    void aPngReplacesTheOneBefore(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("set.png");
        View large = new View(64, 48, 50);
        Png.write(large, new Mandelbrot(large).sequential(), file);
        View small = new View(8, 6, 50);
        Png.write(small, new Mandelbrot(small).sequential(), file);
        assertArrayEquals(new int[] {8, 6}, new int[] {
            ImageIO.read(file.toFile()).getWidth(), ImageIO.read(file.toFile()).getHeight()
        });
    }
}
