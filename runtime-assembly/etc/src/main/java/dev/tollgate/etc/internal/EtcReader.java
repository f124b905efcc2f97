package dev.tollgate.etc.internal;

import java.nio.file.Path;
import java.util.List;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens synchronously: the files are read before the bundle that starts is. */
@Component(service = EtcReader.class, immediate = true)
public final class EtcReader implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(EtcReader.class);
    private static final String OURS = "dev.tollgate.";
    private static final String ETC = "karaf.etc";

    private final BundleContext context;
    private final EtcFolder etc;

    @Activate
    public EtcReader(BundleContext context, @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE,
            policyOption = ReferencePolicyOption.GREEDY) List<ArtifactInstaller> installers) {
        this.context = context;
        this.etc = new EtcFolder(Path.of(context.getProperty(ETC)), installers);
        context.addBundleListener(this);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        String name = event.getBundle().getSymbolicName();
        if (event.getType() != BundleEvent.STARTING || name == null || !name.startsWith(OURS)) {
            return;
        }
        try {
            etc.readWhatIsNew();
        } catch (Exception late) {
            LOG.warn("the configuration in etc/ is read by Karaf, a moment after {} started: {}", name, late.toString());
        }
    }
}
