package dev.secretariat.benchmarks.peers

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield

/**
 * The kernels in suspending functions on Dispatchers.Default. The scope has no job of its own, like
 * GlobalScope: a parent that keeps count of its children would cost more.
 *
 * The number of the dispatcher's threads is a property of the JVM, to be set when it is started.
 */
class KotlinContestant : Contestant {
    private val scope = object : CoroutineScope {
        override val coroutineContext: CoroutineContext = Dispatchers.Default
    }

    override fun chain(links: Int, finish: Finish) {
        scope.launch {
            if (links == 1) finish.arrive() else chain(links - 1, finish)
        }
    }

    override fun pingPong(pairs: Int, finish: Finish) {
        scope.launch {
            repeat(pairs) { ping(pairs, finish) }
        }
    }

    private fun ping(pairs: Int, finish: Finish) {
        scope.launch {
            val message = CompletableDeferred<Unit>()
            val answer = CompletableDeferred<Unit>()
            scope.launch {
                message.await()
                answer.complete(Unit)
            }
            message.complete(Unit)
            answer.await()
            if (finish.arrive()) pingPong(pairs, finish)
        }
    }

    override fun spawnManyLocal(tasks: Int, finish: Finish) {
        scope.launch {
            repeat(tasks) {
                scope.launch {
                    if (finish.arrive()) spawnManyLocal(tasks, finish)
                }
            }
        }
    }

    override fun spawnManyForeign(tasks: Int, finish: Finish) {
        repeat(tasks) {
            scope.launch { finish.arrive() }
        }
    }

    override fun yieldMany(tasks: Int, yields: Int, finish: Finish) {
        repeat(tasks) {
            scope.launch {
                repeat(yields) { yield() }
                finish.arrive()
            }
        }
    }

    /** The dispatcher lives as long as its JVM. */
    override fun close() = Unit
}
