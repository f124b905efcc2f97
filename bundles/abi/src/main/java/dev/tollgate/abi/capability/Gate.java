package dev.tollgate.abi.capability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a public interface as a gate: guests import its functions from module {@code tollgate:<name>@<major>}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Gate {
    /** The capability's name, as manifests ask for it and administrators grant it: {@code [a-z][a-z0-9_]*}. */
    String name();

    /** Changes when a function changes its meaning or its type; several majors can be present side by side. */
    int major() default 1;

    /** What a manifest and a grant can say about it. */
    Class<? extends Scope<?>> scope() default Scope.Whole.class;

    /**
     * How often one plugin may call the gate in any minute, all functions together; more is {@link
     * dev.tollgate.abi.Errno#ERATELIMIT}. 0 stands for no such limit. An operator can set another number.
     */
    int perMinute() default 0;
}
