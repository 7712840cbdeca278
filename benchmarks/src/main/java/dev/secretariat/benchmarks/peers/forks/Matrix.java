package dev.secretariat.benchmarks.peers.forks;

import java.util.Arrays;

/**
 * The product of two square matrices, a chunk for each square tile of it. The elements of the factors are i + j and
 * i - j, so that those of the product are whole numbers, and known.
 */
final class Matrix extends Loop {
    /** The edge of a tile: three of them, 96 KiB, fit into the second-level cache of a core. */
    private static final int TILE = 64;

    private final int edge;
    private final double[] left;
    private final double[] right;
    private final double[] product;

    Matrix(int edge) {
        super(tiles(edge) * tiles(edge), (long) edge * edge);
        this.edge = edge;
        this.left = new double[edge * edge];
        this.right = new double[edge * edge];
        this.product = new double[edge * edge];
        for (int i = 0; i < edge; i++) {
            for (int j = 0; j < edge; j++) {
                left[i * edge + j] = i + j;
                right[i * edge + j] = i - j;
            }
        }
    }

    private static int tiles(int edge) {
        if (edge < TILE || edge % TILE != 0)
            throw new IllegalArgumentException("edge: expected a multiple of " + TILE + ", got " + edge);
        return edge / TILE;
    }

    @Override
    void prepare() {
        super.prepare();
        Arrays.fill(product, 0);
    }

    @Override
    long chunk(int index) {
        int row = index / tiles(edge) * TILE;
        int column = index % tiles(edge) * TILE;
        for (int k = 0; k < edge; k += TILE) addTile(row, column, k);
        return TILE * TILE;
    }

    private void addTile(int row, int column, int inner) {
        for (int i = row; i < row + TILE; i++) {
            for (int k = inner; k < inner + TILE; k++) {
                double factor = left[i * edge + k];
                addRow(product, i * edge + column, factor, right, k * edge + column);
            }
        }
    }

    /** Adds a multiple of a row to another one, in a loop that the JIT compiler can vectorize. */
    private static void addRow(double[] sums, int at, double factor, double[] values, int from) {
        for (int j = 0; j < TILE; j++) sums[at + j] += factor * values[from + j];
    }

    @Override
    void check() {
        super.check();
        double sum = edge * (edge - 1) / 2.0;
        double squares = sum * (2 * edge - 1) / 3;
        for (int i = 0; i < edge; i++) {
            for (int j = 0; j < edge; j++) {
                double known = i * sum - (double) i * j * edge + squares - j * sum;
                double answer = product[i * edge + j];
                if (answer != known) throw new WrongAnswerException(answer, known);
            }
        }
    }
}
