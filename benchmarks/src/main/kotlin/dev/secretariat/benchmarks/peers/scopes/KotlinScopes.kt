package dev.secretariat.benchmarks.peers.scopes

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking

/** Kotlin's coroutineScope. The number of the dispatcher's threads is a property of the JVM, to be set when it is started. */
class KotlinScopes(private val context: CoroutineContext) : ScopeContestant {
    override fun scope(children: Int): Long = runBlocking(context) {
        var sum = 0L
        val forked = ArrayList<Deferred<Int>>(children)
        coroutineScope {
            for (number in 1..children) forked += async { number }
        }
        for (one in forked) sum += one.await()
        sum
    }
}
