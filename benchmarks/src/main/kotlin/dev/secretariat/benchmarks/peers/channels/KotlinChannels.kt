package dev.secretariat.benchmarks.peers.channels

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/**
 * The kernels over Kotlin's channels. The number of the dispatcher's threads is a property of the JVM, to be set when it is started.
 */
class KotlinChannels(private val context: CoroutineContext) : ChannelContestant {
    override fun stream(pairs: Int, capacity: Int, elements: Int): Long = runBlocking(context) {
        val channel = Channel<Int>(capacity)
        val senders = List(pairs) {
            launch {
                for (k in 0 until elements) channel.send(k % ChannelContestant.DIFFERENT)
            }
        }
        val receivers = List(pairs) {
            async {
                var sum = 0L
                for (each in channel) sum += each
                sum
            }
        }
        for (sender in senders) sender.join()
        channel.close()
        var sum = 0L
        for (receiver in receivers) sum += receiver.await()
        sum
    }

    override fun rendezvous(exchanges: Int): Long = runBlocking(context) {
        val ping = Channel<Int>()
        val pong = Channel<Int>()
        launch {
            for (each in ping) pong.send(each)
        }
        var back = 0L
        for (i in 0 until exchanges) {
            ping.send(i % ChannelContestant.DIFFERENT)
            if (pong.receive() >= 0) back++
        }
        ping.close()
        back
    }
}
