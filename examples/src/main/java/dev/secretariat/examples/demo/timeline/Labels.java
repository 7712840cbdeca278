package dev.secretariat.examples.demo.timeline;

import java.util.ArrayList;
import java.util.List;

/** Finds places for labels in rows above a lane, so that none covers another. */
final class Labels {
    /** The average width of a letter, in the font of the drawings. */
    private static final double LETTER = 6.6;

    private static final double GAP = 10;

    private final double rightEdge;
    private final List<Double> rowEnds = new ArrayList<>();

    Labels(double rightEdge) {
        this.rightEdge = rightEdge;
    }

    /**
     * The place of a label.
     *
     * @param x of its left edge
     * @param row from zero, counted upwards
     */
    record Place(double x, int row) {}

    /** Places a label; to be called from left to right. */
    Place place(String label, double wantedX) {
        double width = label.length() * LETTER + GAP;
        double x = Math.max(0, Math.min(wantedX, rightEdge - width));
        int row = 0;
        while (row < rowEnds.size() && rowEnds.get(row) > x) row++;
        if (row == rowEnds.size()) rowEnds.add(0.0);
        rowEnds.set(row, x + width);
        return new Place(x, row);
    }

    int rows() {
        return rowEnds.size();
    }
}
