package dev.secretariat.benchmarks.peers.forks;

/**
 * A node of the unbalanced tree T1 of the UTS benchmark: a geometric tree of fixed shape, with a branching
 * factor of 4 and a root made from the number 19. A node is a SHA-1 digest, that of its parent's digest and
 * its place among the siblings; a digest's last word says how many children there are.
 *
 * <p>SHA-1 is written out here, since a MessageDigest belongs to one thread and costs a look-up.
 */
final class UtsNode {
    private static final int SEED = 19;
    private static final int BRANCHING = 4;
    private static final double LOG_OF_NO_CHILD = Math.log(1 - 1 / (1.0 + BRANCHING));

    /** As in the original. */
    private static final int MAX_CHILDREN = 100;

    private static final int ROOT_BITS = 20 * 8;
    private static final int CHILD_BITS = 24 * 8;

    // The initial digest of SHA-1.
    private static final int INITIAL_A = 0x67452301;
    private static final int INITIAL_B = 0xefcdab89;
    private static final int INITIAL_C = 0x98badcfe;
    private static final int INITIAL_D = 0x10325476;
    private static final int INITIAL_E = 0xc3d2e1f0;

    private final int a;
    private final int b;
    private final int c;
    private final int d;
    private final int e;
    private final int height;

    /** Makes the node with the digest of the first {@code bits} of the words, and overwrites all of these. */
    private UtsNode(int[] words, int bits, int height) {
        this.height = height;
        words[bits / Integer.SIZE] = 0x80000000;
        words[15] = bits;
        int a = INITIAL_A;
        int b = INITIAL_B;
        int c = INITIAL_C;
        int d = INITIAL_D;
        int e = INITIAL_E;
        for (int i = 0; i < 80; i++) {
            if (i >= 16) {
                int word = words[(i + 13) & 15] ^ words[(i + 8) & 15] ^ words[(i + 2) & 15] ^ words[i & 15];
                words[i & 15] = Integer.rotateLeft(word, 1);
            }
            int mixed;
            if (i < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
            else if (i < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
            else if (i < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
            else mixed = (b ^ c ^ d) + 0xca62c1d6;
            int next = Integer.rotateLeft(a, 5) + mixed + e + words[i & 15];
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        this.a = a + INITIAL_A;
        this.b = b + INITIAL_B;
        this.c = c + INITIAL_C;
        this.d = d + INITIAL_D;
        this.e = e + INITIAL_E;
    }

    /** Returns the root of a tree of some height; 10 in the original. */
    static UtsNode root(int height) {
        int[] words = new int[16];
        words[4] = SEED;
        return new UtsNode(words, ROOT_BITS, height);
    }

    UtsNode child(int index) {
        int[] words = {a, b, c, d, e, index, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        return new UtsNode(words, CHILD_BITS, height - 1);
    }

    int children() {
        if (height == 0) return 0;
        double chance = (e & Integer.MAX_VALUE) / 0x1p31;
        return Math.min(MAX_CHILDREN, (int) (Math.log(1 - chance) / LOG_OF_NO_CHILD));
    }

    /** Returns how many nodes there are under this one, itself included. */
    long size() {
        long size = 1;
        int children = children();
        for (int i = 0; i < children; i++) size += child(i).size();
        return size;
    }
}
