package dev.tollgate.lifecycle.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what a server does outside of itself, before and after each act, and ends the server at one of those points. */
final class CrashPoint {
    private static final int NEVER = -1;

    private final List<String> passed = new ArrayList<>();
    private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();
    private int at = NEVER;
    private boolean counting;

    /** The process is gone; nobody catches this. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String where) {
            super("crash " + where);
        }
    }

    /** From now on points count, and this one is the last. */
    void arm(int point) {
        counting = true;
        at = point;
    }

    /** From now on points count. */
    void count() {
        arm(NEVER);
    }

    List<String> passed() {
        return passed;
    }

    <T> T watch(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            String act = type.getSimpleName() + "." + method.getName();
            pass("before " + act);
            try {
                Object answer = target instanceof MemoryStore ? alone(target, method, args) : method.invoke(target, args);
                pass("after " + act);
                return answer;
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    /** A store is safe to call from many threads, and the one of tests is made so here. */
    private static Object alone(Object store, Method method, Object[] args) throws ReflectiveOperationException {
        synchronized (store) {
            return method.invoke(store, args);
        }
    }

    /** Does something once when that point is next reached. */
    void meanwhile(String where, Runnable act) {
        meanwhile.put(where, act);
    }

    private void pass(String where) {
        Optional.ofNullable(meanwhile.remove(where)).ifPresent(Runnable::run);
        if (counting) {
            passed.add(where);
            if (passed.size() - 1 == at) {
                throw new Crash(where);
            }
        }
    }
}
