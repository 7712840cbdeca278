package dev.secretariat.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatioChartTest {
    @BeforeAll
    static void needNoScreen() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void comparisonsAreDrawn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ratios.png");
        try {
            RatioChart.write(Samples.ALL, file);
        } catch (LinkageError e) {
            abort("this JDK cannot draw: " + e);
        }
        BufferedImage drawing = ImageIO.read(file.toFile());
        assertTrue(drawing.getWidth() > 0 && drawing.getHeight() > 0);
    }
}
