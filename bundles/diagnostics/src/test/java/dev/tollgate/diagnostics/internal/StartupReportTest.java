package dev.tollgate.diagnostics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.Plugins;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What keeps a server from starting, and what it does without. */
class StartupReportTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aGateThatCannotBeConfiguredIsToldAndTheServerStarts() throws Exception {
        assertThat(start("dev.tollgate.capability-http", true)).isZero();
        assertThat(err.toString()).isEqualTo("tollgate starts without a part of it: set it right" + System.lineSeparator());
    }

    @Test
    void aComponentThatTheServerNeedsKeepsItFromStarting() throws Exception {
        assertThat(start("dev.tollgate.lifecycle", false)).isEqualTo(3);
        assertThat(err.toString()).isEqualTo("tollgate cannot start: set it right" + System.lineSeparator());
    }

    private int start(String failing, boolean serves) throws Exception {
        ServiceReference<?> reference = proxy(ServiceReference.class, (self, method, arguments) -> null);
        Plugins plugins = proxy(Plugins.class, (self, method, arguments) -> method.getName().equals("restored") ? true : null);
        BundleContext context = proxy(BundleContext.class, (self, method, arguments) -> switch (method.getName()) {
            case "getServiceReference" -> serves ? reference : null;
            case "getService" -> plugins;
            default -> true;
        });
        return new StartupReport(context, components(failing), new PrintStream(err, true)).call();
    }

    private static ServiceComponentRuntime components(String failing) {
        ComponentDescriptionDTO description = new ComponentDescriptionDTO();
        description.implementationClass = "dev.tollgate.Some";
        description.bundle = new BundleDTO();
        description.bundle.symbolicName = failing;
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.state = ComponentConfigurationDTO.FAILED_ACTIVATION;
        configuration.failure = "java.lang.IllegalStateException: x\nCaused by: java.lang.IllegalArgumentException: set it right\n\tat dev.tollgate.Some";
        return proxy(ServiceComponentRuntime.class, (self, method, arguments) -> method.getName().equals("getComponentDescriptionDTOs")
                ? List.of(description) : List.of(configuration));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
