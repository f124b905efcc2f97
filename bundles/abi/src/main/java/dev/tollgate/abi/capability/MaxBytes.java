package dev.tollgate.abi.capability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The most bytes that a parameter takes, in the guest's encoding; more is {@link dev.tollgate.abi.Errno#ETOOBIG} before anything is copied.
 * Without it the bound is 1 MiB, which it cannot raise.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface MaxBytes {
    int value();
}
