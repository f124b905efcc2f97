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
}
