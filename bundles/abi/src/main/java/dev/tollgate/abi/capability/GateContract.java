package dev.tollgate.abi.capability;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Gate} interface offers, read from its annotations once. This is the one place that knows which Java
 * signatures a gate may have; the engine builds its glue from it.
 */
public final class GateContract {
    private static final ClassValue<GateContract> CONTRACTS = new ClassValue<>() {
        @Override
        protected GateContract computeValue(Class<?> provider) {
            return read(provider);
        }
    };

    private final GateName name;
    private final Map<String, Function> functions;

    private GateContract(GateName name, Map<String, Function> functions) {
        this.name = name;
        this.functions = functions;
    }

    /** How a parameter travels. */
    public enum Parameter {
        /** {@code String}: pointer and length of UTF-8. */
        TEXT("i32,i32"),
        /** {@code byte[]}: pointer and length. */
        BYTES("i32,i32"),
        /** {@code int}. */
        INT("i32"),
        /** {@code long}. */
        LONG("i64");

        private final String wasm;

        Parameter(String wasm) {
            this.wasm = wasm;
        }
    }

    /**
     * One function of a gate.
     *
     * @param handle takes (provider, GateCall, Object[] of the other arguments) and returns an Object
     */
    public record Function(String name, List<Parameter> parameters, MethodHandle handle) {
        /** The type that a module must import it with, such as {@code (i32,i32,i64)->i64}. */
        public String type() {
            List<String> types = parameters.stream().map(parameter -> parameter.wasm).toList();
            return "(" + String.join(",", types) + ")->i64";
        }
    }

    /**
     * The contract of a provider.
     *
     * @throws IllegalArgumentException when the provider's class has no gate interface, or one that guests could not call
     */
    public static GateContract of(Capability provider) {
        return CONTRACTS.get(provider.getClass());
    }

    public GateName name() {
        return name;
    }

    public Optional<Function> function(String function) {
        return Optional.ofNullable(functions.get(function));
    }

    /** The names of all functions, in no particular order. */
    public List<String> functions() {
        return List.copyOf(functions.keySet());
    }

    private static GateContract read(Class<?> provider) {
        Class<?> gate = gateOf(provider);
        Gate annotation = gate.getAnnotation(Gate.class);
        GateName name = GateName.parse("tollgate:" + annotation.name() + "@" + annotation.major())
                .orElseThrow(() -> new IllegalArgumentException(gate.getName() + ": @Gate(name = \"" + annotation.name()
                        + "\", major = " + annotation.major() + ") needs a name like 'orders' and a major from 1"));
        Map<String, Function> functions = new LinkedHashMap<>();
        for (Method method : gate.getMethods()) {
            GateFunction function = method.getAnnotation(GateFunction.class);
            if (function != null && functions.put(function.value(), read(gate, method, function.value())) != null) {
                throw new IllegalArgumentException(gate.getName() + " has two functions named '" + function.value() + "'");
            }
        }
        if (functions.isEmpty()) {
            throw new IllegalArgumentException(gate.getName() + " has no method with @GateFunction");
        }
        return new GateContract(name, Map.copyOf(functions));
    }

    private static Class<?> gateOf(Class<?> provider) {
        List<Class<?>> gates = new ArrayList<>();
        for (Class<?> type = provider; type != null; type = type.getSuperclass()) {
            for (Class<?> candidate : type.getInterfaces()) {
                if (candidate.isAnnotationPresent(Gate.class) && !gates.contains(candidate)) {
                    gates.add(candidate);
                }
            }
        }
        if (gates.size() != 1) {
            throw new IllegalArgumentException(provider.getName() + " implements " + gates.size()
                    + " interfaces with @Gate; a capability provider implements exactly one");
        }
        if (!Modifier.isPublic(gates.get(0).getModifiers())) {
            throw new IllegalArgumentException(gates.get(0).getName() + " is not public; a gate interface is");
        }
        return gates.get(0);
    }

    private static Function read(Class<?> gate, Method method, String name) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length == 0 || types[0] != GateCall.class) {
            throw new IllegalArgumentException(where(gate, method) + " takes GateCall as its first parameter");
        }
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 1; i < types.length; i++) {
            parameters.add(parameter(gate, method, i, types[i]));
        }
        try {
            MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
            MethodHandle spread = handle.asSpreader(Object[].class, types.length - 1);
            return new Function(name, List.copyOf(parameters), spread.asType(spread.type().changeReturnType(Object.class)
                    .changeParameterType(0, Capability.class)));
        } catch (IllegalAccessException hidden) {
            throw new IllegalArgumentException(where(gate, method) + " cannot be called: " + hidden.getMessage(), hidden);
        }
    }

    private static Parameter parameter(Class<?> gate, Method method, int index, Class<?> type) {
        if (type == String.class) {
            return Parameter.TEXT;
        }
        if (type == byte[].class) {
            return Parameter.BYTES;
        }
        if (type == int.class) {
            return Parameter.INT;
        }
        if (type == long.class) {
            return Parameter.LONG;
        }
        throw new IllegalArgumentException(where(gate, method) + ": parameter " + index + " is a " + type.getName()
                + "; String, byte[], int and long can travel");
    }

    private static String where(Class<?> gate, Method method) {
        return gate.getName() + "." + method.getName();
    }
}
