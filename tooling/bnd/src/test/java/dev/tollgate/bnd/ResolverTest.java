package dev.tollgate.bnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aQute.bnd.build.model.EE;
import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.Processor;
import aQute.bnd.osgi.repository.ResourcesRepository;
import aQute.bnd.osgi.resource.ResourceBuilder;
import aQute.bnd.osgi.resource.ResourceUtils;
import biz.aQute.resolve.BndResolver;
import biz.aQute.resolve.ResolveProcess;
import biz.aQute.resolve.ResolverLogger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.osgi.resource.Resource;
import org.osgi.service.resolver.ResolutionException;

/** What bnd's resolver makes of the requirements: providers are brought along, and nothing is built without one. */
class ResolverTest {
    private static final Map<String, String> HOST = bundle("host", "osgi.extender;osgi.extender=tollgate.plugin;version:Version=\"1.0\"");
    private static final Map<String, String> QUEUE = bundle("queue", "tollgate.capability;name=queue;version:Version=\"1.0\"");
    private static final Map<String, String> QUEUE_1_7 = bundle("queue", "tollgate.capability;name=queue;version:Version=\"1.7\"");
    private static final Map<String, String> QUEUE_2 = bundle("queue", "tollgate.capability;name=queue;version:Version=\"2.0\"");
    private static final Map<String, String> KV = bundle("kv", "tollgate.capability;name=kv;version:Version=\"1.0\"");

    @Test
    void theProviderAndTheHostAreBroughtAlongAndNothingElse() throws Exception {
        assertThat(resolve("active", "{ queue: {} }", HOST, QUEUE, KV)).containsExactly("host", "probe.bundle", "queue");
        assertThat(resolve("active", "{ queue: {} }", HOST, QUEUE_1_7, KV)).containsExactly("host", "probe.bundle", "queue");
    }

    @Test
    void withoutAProviderOfTheMajorItDoesNotResolve() {
        assertThatThrownBy(() -> resolve("active", "{ queue: {} }", HOST, KV)).isInstanceOf(ResolutionException.class)
                .hasMessageContaining("name=queue");
        assertThatThrownBy(() -> resolve("active", "{ queue: {} }", HOST, QUEUE_2)).isInstanceOf(ResolutionException.class)
                .hasMessageContaining("name=queue");
    }

    @Test
    void withoutAHostItDoesNotResolve() {
        assertThatThrownBy(() -> resolve("active", "{ queue: {} }", QUEUE)).isInstanceOf(ResolutionException.class)
                .hasMessageContaining("osgi.extender=tollgate.plugin");
    }

    @Test
    void anOptionalGateNeedsNoProvider() throws Exception {
        assertThat(resolve("active", "{ queue: { optional: true } }", HOST)).containsExactly("host", "probe.bundle");
    }

    @Test
    void theFrameworksOwnResolutionIgnoresThemSoThatNoWireTiesThePluginToItsProvider() throws Exception {
        assertThat(resolve("resolve", "{ queue: {} }")).containsExactly("probe.bundle");
    }

    /** The symbolic names of what is needed to run a plugin bundle that asks for these capabilities. */
    @SafeVarargs
    private static Set<String> resolve(String effective, String capabilities, Map<String, String>... others) throws Exception {
        ResourcesRepository index = new ResourcesRepository();
        index.add(resource(PluginBundleJar.of("enqueue", capabilities).build()));
        for (Map<String, String> other : others) {
            index.add(resource(other));
        }
        Set<String> names = new TreeSet<>();
        try (Processor run = new Processor(); ResolverLogger log = new ResolverLogger(0)) {
            run.addBasicPlugin(index);
            run.setProperty("-runee", EE.JavaSE_17.getEEName());
            run.setProperty("-resolve.effective", effective);
            run.setProperty("-runrequires", "osgi.identity;filter:='(osgi.identity=probe.bundle)'");
            for (Resource needed : new ResolveProcess().resolveRequired(run, null, run, new BndResolver(log), List.of(), log).keySet()) {
                names.add(ResourceUtils.getIdentityCapability(needed).osgi_identity());
            }
        }
        return names;
    }

    private static Resource resource(PluginBundleJar.Built built) throws Exception {
        ResourceBuilder resource = new ResourceBuilder();
        resource.addManifest(Domain.domain(built.headers()));
        return resource.build();
    }

    private static Resource resource(Map<String, String> headers) throws Exception {
        ResourceBuilder resource = new ResourceBuilder();
        resource.addManifest(Domain.domain(headers));
        return resource.build();
    }

    private static Map<String, String> bundle(String name, String provides) {
        return Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name, "Bundle-Version", "1.0.0", "Provide-Capability", provides);
    }
}
