package dev.secretariat.sync;

/** A {@link Put}, as its {@link Exchange} sees it. */
abstract class PutRequest<T> extends Waiting {
    static final Object ACCEPTED = new Object();

    final T element;

    PutRequest(T element, Object owner) {
        super(owner);
        this.element = element;
    }
}
