package dev.secretariat.benchmarks.report;

import dev.secretariat.benchmarks.peers.Peer;
import dev.secretariat.benchmarks.run.Comparison;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the ratios: a column for each metric, in it a point for each peer, on a logarithmic scale. */
public final class RatioChart {
    private static final int HEIGHT = 640;
    private static final int WIDTH_OF_A_GROUP = 110;
    private static final int WIDTH_OF_LEGEND_AND_MARGINS = 300;

    private RatioChart() {}

    /** Draws the chart into a PNG file. */
    public static void write(List<Comparison> comparisons, Path file) throws IOException {
        BitmapEncoder.saveBitmap(chart(comparisons), file.toString(), BitmapFormat.PNG);
    }

    private static CategoryChart chart(List<Comparison> comparisons) {
        Set<String> groups = new LinkedHashSet<>();
        for (Comparison comparison : comparisons) groups.add(group(comparison));
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH_OF_LEGEND_AND_MARGINS + WIDTH_OF_A_GROUP * groups.size())
                .height(HEIGHT)
                .title("How many times as good as its peers Secretariat is")
                .yAxisTitle("ratio, above 1: Secretariat is better")
                .build();
        chart.getStyler()
                .setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
                .setOverlapped(true);
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setXAxisLabelRotation(30)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE);
        chart.addAnnotation(new AnnotationLine(1, false, false));
        for (Peer peer : Peer.values()) addPoints(peer, comparisons, groups, chart);
        return chart;
    }

    private static void addPoints(Peer peer, List<Comparison> comparisons, Set<String> groups, CategoryChart chart) {
        List<@Nullable Double> ratios = new ArrayList<>();
        for (String group : groups) ratios.add(ratio(peer, group, comparisons));
        if (ratios.stream().allMatch(ratio -> ratio == null)) return;
        chart.addSeries(peer.id(), new ArrayList<>(groups), ratios);
    }

    private static @Nullable Double ratio(Peer peer, String group, List<Comparison> comparisons) {
        for (Comparison comparison : comparisons) {
            if (!comparison.peer().equals(peer.id()) || !group(comparison).equals(group)) continue;
            // A logarithmic scale has no place for zero, which is what a figure that went wrong may lead to.
            return comparison.ratio() > 0 ? comparison.ratio() : null;
        }
        return null;
    }

    private static String group(Comparison comparison) {
        return comparison.metric().name() + " (" + comparison.workers() + ")";
    }
}
