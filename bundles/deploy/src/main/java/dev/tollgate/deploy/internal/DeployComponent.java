package dev.tollgate.deploy.internal;

import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployments;
import dev.tollgate.lifecycle.Deliveries;
import dev.tollgate.lifecycle.Plugins;
import java.io.File;
import java.time.Clock;
import java.util.List;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The folder as the server's File Install sees it. What that tells is taken as a hint: it forgets files at each restart, and does not offer
 * them again to an installer that came late or twice.
 */
@Component(service = {Deployments.class, ArtifactInstaller.class}, configurationPid = DeploySettings.PID, immediate = true)
@Designate(ocd = DeploySettings.class)
public final class DeployComponent implements Deployments, ArtifactInstaller {
    private final DropFolder folder;
    private final Deployer deployer;
    private final Rounds rounds;

    @Activate
    public DeployComponent(BundleContext context, DeploySettings settings, @Reference Deliveries deliveries, @Reference Plugins plugins) {
        DeployHome home = DeployHome.of(settings.folder(), context::getProperty);
        this.folder = new DropFolder(home.folder());
        this.deployer = new Deployer(folder, deliveries, plugins, HeldPlugins.open(home.held()), DeployTimes.of(settings), Clock.systemUTC());
        this.rounds = new Rounds("tollgate-deploy", deployer::pass, Rounds.AFTER_A_FAILURE);
        rounds.wake();
    }

    @Deactivate
    void close() {
        rounds.close();
    }

    @Override
    public List<Deployment> list() {
        return deployer.list();
    }

    @Override
    public boolean canHandle(File artifact) {
        return folder.takes(artifact);
    }

    @Override
    public void install(File artifact) {
        rounds.wake();
    }

    @Override
    public void update(File artifact) {
        rounds.wake();
    }

    @Override
    public void uninstall(File artifact) {
        rounds.wake();
    }
}
