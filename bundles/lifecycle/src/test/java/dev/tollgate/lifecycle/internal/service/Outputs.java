package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ActivePlugin;
import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What tests of output commands have in common. */
final class Outputs {
    static final PluginId ALPHA = id("alpha");

    private Outputs() {
    }

    static PluginId id(String slug) {
        return new PluginId(slug, "1.0.0", Digest.of(slug.getBytes(StandardCharsets.UTF_8)));
    }

    static ActivePlugin plugin(PluginId id) {
        return (ActivePlugin) Proxy.newProxyInstance(Outputs.class.getClassLoader(), new Class<?>[] {ActivePlugin.class}, (proxy, method, arguments) -> {
            if (method.getName().equals("id")) {
                return id;
            }
            throw new UnsupportedOperationException(method.getName());
        });
    }

    /** An output with these commands, in which ' stands for ". */
    static byte[] commands(String... commands) {
        return json("{'commands': [" + String.join(", ", commands) + "]}");
    }

    static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static Map<String, Object> service(long id, int ranking, String property, Object value) {
        return Map.of("service.id", id, "service.ranking", ranking, property, value);
    }

    static OutputSettings settings(String requests, int waiting) {
        return new OutputSettings() {
            @Override
            public String requests() {
                return requests;
            }

            @Override
            public int requests_waiting() {
                return waiting;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return OutputSettings.class;
            }
        };
    }
}
