package dev.tollgate.configuration.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

/** A file that configures nothing is told of. */
class UnclaimedConfigurationsTest {
    private final UnclaimedConfigurations unclaimed = new UnclaimedConfigurations((pid, many) ->
            pid.equals("dev.tollgate.one") && !many || pid.equals("dev.tollgate.several") && many);

    @Test
    void aNameThatNobodyHasIsToldOfUntilItIsGone() {
        event(ConfigurationEvent.CM_UPDATED, "dev.tollgate.one", null);
        event(ConfigurationEvent.CM_UPDATED, "dev.tollgate.several~a", "dev.tollgate.several");
        event(ConfigurationEvent.CM_UPDATED, "com.example.other", null);
        assertThat(unclaimed.told()).isEmpty();
        event(ConfigurationEvent.CM_UPDATED, "dev.tollgate.onee", null);
        assertThat(unclaimed.told()).containsExactly("dev.tollgate.onee");
        event(ConfigurationEvent.CM_DELETED, "dev.tollgate.onee", null);
        assertThat(unclaimed.told()).isEmpty();
    }

    @Test
    void oneOfManyNeedsANameAndOneOfItsOwnHasNone() {
        event(ConfigurationEvent.CM_UPDATED, "dev.tollgate.several", null);
        event(ConfigurationEvent.CM_UPDATED, "dev.tollgate.one~a", "dev.tollgate.one");
        assertThat(unclaimed.told()).containsExactlyInAnyOrder("dev.tollgate.several", "dev.tollgate.one~a");
    }

    @Test
    void whatWasThereBeforeIsLookedAt() throws Exception {
        Configuration there = (Configuration) answering(Configuration.class, "getPid", "dev.tollgate.onee");
        unclaimed.look((ConfigurationAdmin) answering(ConfigurationAdmin.class, "listConfigurations", new Configuration[] {there}));
        assertThat(unclaimed.told()).containsExactly("dev.tollgate.onee");
        unclaimed.look((ConfigurationAdmin) answering(ConfigurationAdmin.class, "listConfigurations", null));
    }

    @SuppressWarnings("unchecked")
    private void event(int type, String pid, String factoryPid) {
        var from = (ServiceReference<ConfigurationAdmin>) answering(ServiceReference.class, "getProperty", null);
        unclaimed.configurationEvent(new ConfigurationEvent(from, type, factoryPid, pid));
    }

    /** One method's answer, and nothing to all others. */
    private static Object answering(Class<?> type, String name, Object answer) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                method.getName().equals(name) ? answer : null);
    }
}
