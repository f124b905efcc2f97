package dev.tollgate.bnd;

import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.ProvidesGate;

/**
 * One clause of {@code Require-Capability}. It is effective when bundles are resolved for a system, not when the framework
 * wires them: at run time the gate is a service, which may come and go while the plugin stays.
 */
record Requirement(String namespace, String filter, boolean optional) {
    /** The bundle that reads plugin bundles; its other end is the lifecycle bundle's {@code Provide-Capability}. */
    static final Requirement EXTENDER =
            new Requirement("osgi.extender", "(&(osgi.extender=tollgate.plugin)(version>=1.0)(!(version>=2.0)))", false);

    /** A gate that the module imports: any provider of its major. */
    static Requirement of(GateName gate, boolean optional) {
        return new Requirement(ProvidesGate.NAMESPACE, "(&(name=" + gate.capability() + ")(version>="
                + gate.major() + ".0)(!(version>=" + (gate.major() + 1) + ".0)))", optional);
    }

    /** A capability without functions that the module could import, such as {@code high_resource_jobs}. */
    static Requirement ofAnyVersion(String capability, boolean optional) {
        return new Requirement(ProvidesGate.NAMESPACE, "(name=" + capability + ")", optional);
    }

    @Override
    public String toString() {
        return namespace + ";filter:=\"" + filter + "\";effective:=active" + (optional ? ";resolution:=optional" : "");
    }
}
