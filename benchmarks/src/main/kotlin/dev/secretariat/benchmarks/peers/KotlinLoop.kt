package dev.secretariat.benchmarks.peers

import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** The event loop of runBlocking: coroutines on the caller's thread. */
class KotlinLoop : YieldLoop {
    override fun run(tasks: Int, yields: Int, finish: Finish) = runBlocking {
        repeat(tasks) {
            launch {
                repeat(yields) { yield() }
                finish.arrive()
            }
        }
    }
}
