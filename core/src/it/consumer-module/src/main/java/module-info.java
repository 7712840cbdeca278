module consumer {
    requires dev.secretariat.core;
}
