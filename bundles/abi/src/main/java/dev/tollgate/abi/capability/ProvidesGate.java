package dev.tollgate.abi.capability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Writes {@code Provide-Capability: tollgate.capability} into the manifest of the bundle that holds a gate, so that a
 * resolver brings it along for the plugin bundles that require it.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Capability(namespace = ProvidesGate.NAMESPACE)
public @interface ProvidesGate {
    String NAMESPACE = "tollgate.capability";

    @Attribute("name")
    String name();

    @Attribute("version:Version")
    String version();
}
