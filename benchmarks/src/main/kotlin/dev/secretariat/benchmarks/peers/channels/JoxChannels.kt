package dev.secretariat.benchmarks.peers.channels

import com.softwaremill.jox.Channel
import dev.secretariat.benchmarks.peers.VirtualThreads
import java.util.concurrent.CompletableFuture

/** The kernels over jox's channels, between virtual threads. An element that is none of the others says that no more come. */
class JoxChannels : ChannelContestant {
    private fun <T> start(kernel: () -> T): CompletableFuture<T> {
        val answer = CompletableFuture<T>()
        VirtualThreads.start {
            try {
                answer.complete(kernel())
            } catch (thrown: Throwable) {
                answer.completeExceptionally(thrown)
            }
        }
        return answer
    }

    override fun stream(pairs: Int, capacity: Int, elements: Int): Long {
        val channel = Channel.newBufferedChannel<Int>(capacity)
        val senders = List(pairs) {
            start {
                for (k in 0 until elements) channel.send(k % ChannelContestant.DIFFERENT)
            }
        }
        val receivers = List(pairs) {
            start {
                var sum = 0L
                while (true) {
                    val each = channel.receive()
                    if (each == END) break
                    sum += each
                }
                sum
            }
        }
        for (sender in senders) sender.get()
        start { repeat(pairs) { channel.send(END) } }.get()
        return receivers.sumOf { it.get() }
    }

    override fun rendezvous(exchanges: Int): Long {
        val ping = Channel.newRendezvousChannel<Int>()
        val pong = Channel.newRendezvousChannel<Int>()
        val echo = start {
            repeat(exchanges) { pong.send(ping.receive()) }
        }
        val player = start {
            var back = 0L
            for (i in 0 until exchanges) {
                ping.send(i % ChannelContestant.DIFFERENT)
                if (pong.receive() >= 0) back++
            }
            back
        }
        echo.get()
        return player.get()
    }

    private companion object {
        const val END = -1
    }
}
