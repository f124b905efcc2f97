package dev.tollgate.health.internal;

import java.util.Date;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckMetadata;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** What a check came to. */
record Seen(String name, Status status, String text, boolean hasTimedOut) implements HealthCheckExecutionResult {
    @Override
    public Result getHealthCheckResult() {
        return new Result(status, text);
    }

    @Override
    public long getElapsedTimeInMs() {
        return 0;
    }

    @Override
    public Date getFinishedAt() {
        return new Date(0);
    }

    @Override
    public HealthCheckMetadata getHealthCheckMetadata() {
        return new HealthCheckMetadata(new Reference(Map.of("hc.name", name, "hc.tags", new String[] {"tollgate", "readiness"}, "service.id", 7L)));
    }

    private record Reference(Map<String, Object> properties) implements ServiceReference<Object> {
        @Override
        public Object getProperty(String key) {
            return properties.get(key);
        }

        @Override
        public String[] getPropertyKeys() {
            return properties.keySet().toArray(String[]::new);
        }

        @Override
        public Bundle getBundle() {
            return null;
        }

        @Override
        public Bundle[] getUsingBundles() {
            return null;
        }

        @Override
        public boolean isAssignableTo(Bundle bundle, String className) {
            return true;
        }

        @Override
        public int compareTo(Object reference) {
            return 0;
        }

        @Override
        public Dictionary<String, Object> getProperties() {
            return new Hashtable<>(properties);
        }

        @Override
        public <A> A adapt(Class<A> type) {
            return null;
        }
    }
}
