package dev.tollgate.health.internal;

import java.util.function.Consumer;

/** Whether each store of a kind answers. */
abstract class StoreCheck<T> extends HostCheck {
    private final Class<T> type;
    private final Consumer<T> question;

    StoreCheck(Host host, Class<T> type, Consumer<T> question) {
        super(host, "it answers");
        this.type = type;
        this.question = question;
    }

    @Override
    final void look(Findings findings) {
        int stores = host.each(type, (name, store) -> {
            try {
                question.accept(store);
                findings.fine(name + " answers");
            } catch (RuntimeException failed) {
                findings.red(name + " does not answer: " + failed.getMessage() + "; mend the database or the disk, or see dev.tollgate.store."
                        + name + ".cfg");
            }
        });
        if (stores == 0) {
            findings.red("there is no store: it could not be opened, and the log says why");
        }
    }
}
