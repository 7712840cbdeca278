package dev.secretariat.benchmarks.peers.forks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

/** Against the JDK's SHA-1, and the count that the benchmark's authors publish. */
class UtsNodeTest {
    private static final int DIGEST = 20;

    private static long size(MessageDigest sha, byte[] digest, int height) {
        long size = 1;
        int children = children(digest, height);
        for (int i = 0; i < children; i++) {
            sha.update(digest);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
            size += size(sha, sha.digest(), height - 1);
        }
        return size;
    }

    private static int children(byte[] digest, int height) {
        if (height == 0) return 0;
        int random = ByteBuffer.wrap(digest).getInt(DIGEST - Integer.BYTES) & 0x7fffffff;
        double probability = random / 2147483648.0;
        return (int) Math.floor(Math.log(1 - probability) / Math.log(1 - 1.0 / (1.0 + 4)));
    }

    @Test
    void smallTreesAreThoseOfTheJdksDigests() throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-1");
        for (int height = 0; height <= 6; height++) {
            sha.update(ByteBuffer.allocate(DIGEST).putInt(DIGEST - Integer.BYTES, 19));
            assertEquals(size(sha, sha.digest(), height), UtsNode.root(height).size(), "height " + height);
        }
    }

    @Test
    void theOriginalTreeHasItsPublishedSize() {
        assertEquals(4_130_071, UtsNode.root(10).size());
    }
}
