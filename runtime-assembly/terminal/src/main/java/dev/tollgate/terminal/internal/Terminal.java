package dev.tollgate.terminal.internal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.time.Duration;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Reads commands while its bundle is started. The end of input stops the server if a person typed it, and means nothing on a pipe. */
@Component
public final class Terminal {

    /** Set by the start script: Java cannot tell in the same way on every version. */
    static final String INTERACTIVE = "tollgate.interactive";

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final CommandSession session;
    private final BundleContext context;
    private final boolean interactive;
    private final Thread reader;

    @Activate
    public Terminal(@Reference CommandProcessor processor, BundleContext context) {
        InputStream in = new TypedInput(new FileInputStream(FileDescriptor.in));
        this.session = processor.createSession(in, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err));
        this.context = context;
        this.interactive = Boolean.parseBoolean(context.getProperty(INTERACTIVE));
        this.reader = new Thread(() -> read(in), "terminal");
        reader.start();
    }

    private void read(InputStream in) {
        CommandLoop.End end = new CommandLoop(session, interactive).run(in);
        if (end == CommandLoop.End.OF_INPUT && interactive) {
            try {
                context.getBundle(0).stop();
            } catch (BundleException e) {
                throw new IllegalStateException("the framework cannot be stopped", e);
            }
        }
    }

    @Deactivate
    void stop() throws InterruptedException {
        session.close();
        reader.interrupt();
        reader.join(PATIENCE.toMillis());
    }
}
