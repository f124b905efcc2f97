package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.spi.JobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A store with one flaw: what a test changes of one call, the rest is the store's. */
final class Flawed {
    /** One call. */
    record Call(Object store, Method method, Object[] arguments) {
        boolean is(String name) {
            return method.getName().equals(name);
        }

        Object go(Object... others) {
            try {
                return method.invoke(store, others);
            } catch (InvocationTargetException thrown) {
                throw (RuntimeException) thrown.getCause();
            } catch (IllegalAccessException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        Object go() {
            return go(arguments);
        }
    }

    /** What becomes of a call. */
    interface Flaw {
        Object call(Call call);
    }

    private Flawed() {
    }

    static <T> T store(Class<T> type, T store, Flaw flaw) {
        return type.cast(Proxy.newProxyInstance(JobStore.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> flaw.call(new Call(store, method, arguments))));
    }
}
