#!/usr/bin/env python3
"""Draws packages.svg and submission.svg, beside this file. Needs nothing but Python 3."""
import pathlib
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).parent
WIDTH = 480  # a phone shows it at three quarters: text of 15 is still read there

STYLE = """
  svg { font-family: system-ui, 'Segoe UI', Helvetica, Arial, sans-serif; }
  .page { fill: #ffffff; }
  .box { fill: #f3f6fa; stroke: #57606a; stroke-width: 1.5; }
  .api { fill: #dbeafe; stroke: #1d4ed8; }
  .inner { stroke-dasharray: 5 4; }
  .frame { fill: none; stroke: #8c959f; stroke-width: 1; }
  .end { fill: #dcfce7; stroke: #15803d; }
  .wait { fill: #fef3c7; stroke: #b45309; }
  .name { font-size: 16px; font-weight: 600; fill: #1f2328; }
  .text { font-size: 14px; fill: #424a53; }
  .line { fill: none; stroke: #424a53; stroke-width: 1.8; }
  .tip { fill: #424a53; }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117; }
    .box { fill: #1b222c; stroke: #9198a1; }
    .api { fill: #14284b; stroke: #6ea8fe; }
    .frame { stroke: #6e7681; }
    .end { fill: #11301d; stroke: #4ade80; }
    .wait { fill: #3a2a0a; stroke: #fbbf24; }
    .name { fill: #f0f6fc; }
    .text { fill: #c9d1d9; }
    .line { stroke: #c9d1d9; }
    .tip { fill: #c9d1d9; }
  }
"""


class Picture:
    def __init__(self, title, description):
        self.title, self.description, self.parts = title, description, []

    def rect(self, x, y, width, height, kind, radius=6):
        self.parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" class="{kind}"/>')

    def text(self, x, y, text, kind="text", anchor="middle"):
        self.parts.append(f'<text x="{x}" y="{y}" text-anchor="{anchor}" class="{kind}">{escape(text)}</text>')

    def box(self, x, y, width, height, name, lines, kind=""):
        self.rect(x, y, width, height, f"box {kind}".strip())
        top = y + (height - 20 * (1 + len(lines))) / 2 + 15
        self.text(x + width / 2, top, name, "name")
        for i, line in enumerate(lines):
            self.text(x + width / 2, top + 20 * (i + 1), line)

    def arrow(self, *points):
        """Along the points; the last stretch is horizontal or vertical."""
        self.parts.append(f'<polyline points="{" ".join(f"{x},{y}" for x, y in points)}" class="line"/>')
        (x0, y0), (x, y) = points[-2:]
        dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
        corners = [(x, y), (x - 9 * dx - 5 * dy, y - 9 * dy - 5 * dx), (x - 9 * dx + 5 * dy, y - 9 * dy + 5 * dx)]
        self.parts.append(f'<polygon points="{" ".join(f"{a},{b}" for a, b in corners)}" class="tip"/>')

    def write(self, file, height):
        (HERE / file).write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
            f' role="img" aria-labelledby="title desc">\n<title id="title">{escape(self.title)}</title>\n'
            f'<desc id="desc">{escape(self.description)}</desc>\n<style>{STYLE}</style>\n'
            f'<rect width="{WIDTH}" height="{height}" rx="8" class="page"/>\n' + "\n".join(self.parts) + "\n</svg>\n")


def packages():
    picture = Picture(
        "The packages", "Layers, from above: testkit and simulation.net; simulation, history and tck; reports; cooperative, parallel and virtual; sync; loops and fiber; spi;"
        " executor; the API and impl, its other half; internal. Each uses only what lies below it.")
    left, right = 20, WIDTH - 20
    y = 16

    def row(height, *boxes):
        nonlocal y
        gap = 8
        width = (right - left - 24 - gap * (len(boxes) - 1)) / len(boxes)
        for i, (name, lines, kind) in enumerate(boxes):
            picture.box(left + 12 + i * (width + gap), y, width, height, name, lines, kind)
        y += height + 8

    def frame(name, draw):
        nonlocal y
        begin = y
        picture.text(left + 14, y + 20, name, "text", "start")
        y += 30
        draw()
        picture.rect(left, begin, right - left, y - begin + 4, "frame")
        y += 16

    def testkit():
        row(54, ("testkit", ["simulations as JUnit tests"], "api"), ("simulation.net", ["a network by the seed"], "api"))
        row(54, ("simulation", ["a seed decides"], "api"), ("history", ["is it linearizable?"], "api"),
            ("tck", ["the rules as tests"], "api"))
        row(36, ("reports", [], "inner"))

    def core():
        row(54, ("cooperative", ["one thread"], "api"), ("parallel", ["every core"], "api"),
            ("virtual", ["a thread each"], "api"))
        row(54, ("sync", ["channels, locks, limits, scopes: in steps and in fibers"], "api"))
        row(54, ("loops", ["forks alone, any scheduler"], "api"), ("fiber", ["tasks in a straight line"], "api"))
        row(54, ("spi", ["what every scheduler needs: states, wakes, ends"], "api"))
        row(54, ("executor", ["a scheduler as a ScheduledExecutorService"], "inner"))
        row(74, ("dev.secretariat", ["the API: Task, Step,", "Worker, Scheduler"], "api"),
            ("impl", ["the API’s other half:", "what its methods return"], "inner"))
        row(54, ("internal", ["lists, queues, the heap; the doors to the JDK"], "inner"))

    frame("secretariat-testkit", testkit)
    frame("secretariat-core", core)
    picture.text(WIDTH / 2, y + 10, "A package uses only what lies below it.")
    picture.text(WIDTH / 2, y + 30, "Dashed: not exported.")
    picture.write("packages.svg", y + 46)


def submission():
    picture = Picture(
        "A submission", "submit makes a cell and gives it to the scheduler's ready; a worker runs a step; yieldNow leads"
        " back to ready; await leads to waiting, and a wake from there to ready; done leads to the end.")
    x, width = 20, 330
    middle = x + width / 2
    back = WIDTH - 40

    picture.box(x, 16, width, 74, "submit(task)", ["any thread: counts the task, makes its cell,", "lists it, returns the handle"])
    picture.arrow((middle, 90), (middle, 122))
    picture.box(x, 122, width, 94, "ready(cell)", [
        "the scheduler’s one decision: where it lies", "until its step; parallel: LIFO slot, local or",
        "injection queue, and wakes a sleeper"], "api")
    picture.arrow((middle, 216), (middle, 248))
    picture.box(x, 248, width, 74, "runStep(cell, worker)", ["a worker took it, or stole it;", "one at a time: ready becomes running"], "api")
    picture.arrow((middle, 322), (middle, 354))
    picture.box(x, 354, width, 54, "task.step(worker)", ["your code, until it returns a Step"])
    picture.arrow((middle, 408), (middle, 452))
    picture.text(middle + 10, 436, "await(x), sleep(d)", "text", "start")
    picture.box(x, 452, width, 74, "waits", ["x.register(waker): no thread, 48 bytes;", "a wake, or the time, makes it ready again"], "wait")

    # back to ready: the rail on the right
    picture.arrow((x + width, 381), (back, 381), (back, 155), (x + width, 155))
    picture.text(x + width + 8, 373, "yieldNow()", "text", "start")
    picture.arrow((x + width, 489), (back + 18, 489), (back + 18, 183), (x + width, 183))
    picture.text(x + width + 8, 481, "wake()", "text", "start")

    # done: the rail on the left goes round the waiting box
    picture.arrow((x + 30, 408), (x + 30, 440), (x - 10, 440), (x - 10, 589), (x, 589))
    picture.text(x + 38, 436, "done(value)", "text", "start")
    picture.box(x, 552, width, 94, "ends", [
        "writes the outcome, wakes whoever waits,", "counts and unlists; a failure that nobody",
        "looks at is reported after a second"], "end")
    picture.text(WIDTH / 2, 672, "A cancelled task takes the same way, with onCancel for step.")
    picture.write("submission.svg", 690)


packages()
submission()
