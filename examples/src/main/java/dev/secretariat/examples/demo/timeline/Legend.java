package dev.secretariat.examples.demo.timeline;

/** Says what the colours and patterns of the drawings mean. */
final class Legend {
    private final Markup markup;

    /** Begins a legend. */
    Legend(Markup markup) {
        this.markup = markup.open("ul", "class=legend");
    }

    void add(String kind, String meaning) {
        markup.open("li")
                .element("span", "", "class=swatch " + kind)
                .text(meaning)
                .close();
    }

    void end() {
        markup.close();
    }
}
