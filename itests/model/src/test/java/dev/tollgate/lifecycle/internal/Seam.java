package dev.tollgate.lifecycle.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;

/**
 * Stands between a node and all that outlasts it. Counts what the node does there, before and after each act, and does something once at
 * one of these points: ends the node, after which nothing of it gets through any more, or lets another node act.
 */
final class Seam {
    private static final Set<String> NO_ACTS = Set.of("clock", "name", "watch", "watchPlugins", "toString", "hashCode", "equals");

    private int left = -1;
    private Runnable act = () -> { };
    private String reached = "";
    private boolean dead;

    /** The process is gone; nobody catches this for good. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String where) {
            super("crash " + where);
        }
    }

    void crashAt(int point) {
        meanwhile(point, () -> {
            dead = true;
        });
    }

    void meanwhile(int point, Runnable what) {
        left = point;
        act = what;
        reached = "";
    }

    void disarm() {
        left = -1;
    }

    boolean dead() {
        return dead;
    }

    /** Where it was done; empty where that point was not reached. */
    String reached() {
        return reached;
    }

    <T> T watch(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            String what = type.getSimpleName() + "." + method.getName();
            boolean counts = !NO_ACTS.contains(method.getName());
            try {
                if (counts) {
                    pass("before " + what);
                }
                Object answer = method.invoke(target, arguments);
                if (counts) {
                    pass("after " + what);
                }
                return answer;
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    private void pass(String where) {
        if (!dead && left >= 0 && left-- == 0) {
            reached = where;
            act.run();
        }
        if (dead) {
            throw new Crash(reached);
        }
    }
}
