package dev.secretariat.examples.demo.timeline;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes well-formed markup, whatever characters are in its texts. */
final class Markup {
    private static final int REPLACEMENT = 0xFFFD;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    Markup() {
        try {
            out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            out.writeDTD("<!DOCTYPE html>");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins an element, with attributes written as {@code name=value}. */
    Markup open(String tag, String... attributes) {
        try {
            out.writeStartElement(tag);
            for (String attribute : attributes) {
                int equals = attribute.indexOf('=');
                String value = attribute.substring(equals + 1);
                out.writeAttribute(attribute.substring(0, equals), legal(value));
            }
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    Markup text(String characters) {
        try {
            out.writeCharacters(legal(characters));
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    Markup close() {
        try {
            out.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes an element that holds nothing but text. */
    Markup element(String tag, String characters, String... attributes) {
        return open(tag, attributes).text(characters).close();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Replaces the characters that XML cannot have, not even escaped. */
    private static String legal(String characters) {
        StringBuilder legal = new StringBuilder(characters.length());
        characters.codePoints().map(c -> isLegal(c) ? c : REPLACEMENT).forEach(legal::appendCodePoint);
        return legal.toString();
    }

    private static boolean isLegal(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
