package dev.tollgate.abi.capability;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    /** The most bytes of any argument. */
    public static final int MOST_BYTES = 1 << 20;

    private final GateName name;
    private final Class<?> scope;
    private final int perMinute;
    private final Map<String, Function> functions;

    private final GateJson json = new GateJson();

    private GateContract(GateName name, Gate gate, Map<String, Function> functions) {
        this.name = name;
        this.scope = gate.scope();
        this.perMinute = gate.perMinute();
        this.functions = functions;
    }

    /** How a parameter travels. */
    public enum Kind {
        /** {@code String}: pointer and length of UTF-8. */
        TEXT("i32,i32"),
        /** {@code byte[]}: pointer and length. */
        BYTES("i32,i32"),
        /** A record: pointer and length of its JSON. */
        JSON("i32,i32"),
        /** {@code int}. */
        INT("i32"),
        /** {@code long}. */
        LONG("i64");

        private final String wasm;

        Kind(String wasm) {
            this.wasm = wasm;
        }

        private static Kind of(Class<?> type) {
            if (type == String.class) {
                return TEXT;
            }
            if (type == byte[].class) {
                return BYTES;
            }
            if (type == int.class) {
                return INT;
            }
            if (type == long.class) {
                return LONG;
            }
            return type.isRecord() ? JSON : null;
        }
    }

    /** A parameter after the {@link GateCall}: its Java type, and the most bytes where it has a length. */
    public record Parameter(Kind kind, Class<?> type, int mostBytes) {
    }

    /**
     * One function of a gate.
     *
     * @param type   the type that a module must import it with, such as {@code (i32,i32,i64)->i64}
     * @param handle takes (provider, GateCall, Object[] of the other arguments) and returns an Object
     */
    public record Function(String name, String type, List<Parameter> parameters, MethodHandle handle) {
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

    /** The record that says how far the gate is open. */
    public Class<?> scope() {
        return scope;
    }

    /**
     * Reads a scope.
     *
     * @throws IllegalArgumentException where it is none, with what is wrong
     */
    public Scope<?> scope(String scope) {
        return (Scope<?>) json.read(scope.getBytes(StandardCharsets.UTF_8), this.scope, "the scope of " + name.capability());
    }

    /**
     * Whether a scope permits nothing that another does not permit; both of this gate's.
     *
     * @throws IllegalArgumentException where one of them is none
     */
    public boolean covers(String wider, String narrower) {
        return covers(scope(wider), narrower);
    }

    @SuppressWarnings("unchecked")
    private <S extends Scope<S>> boolean covers(Scope<?> wider, String narrower) {
        return ((S) wider).covers((S) scope(narrower));
    }

    /**
     * Reads an argument that travels as JSON.
     *
     * @throws IllegalArgumentException where it cannot be read as the parameter's type
     */
    public Object read(Parameter parameter, byte[] value) {
        return json.read(value, parameter.type(), "an argument");
    }

    /**
     * An answer as the guest reads it.
     *
     * @throws IllegalArgumentException where it cannot be written as JSON
     */
    public byte[] write(Object answer) {
        return json.write(answer);
    }

    /** How often one plugin may call it in any minute; 0 for no such limit. */
    public int perMinute() {
        return perMinute;
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
        if (!annotation.scope().isRecord()) {
            throw new IllegalArgumentException(gate.getName() + ": @Gate(scope) names " + annotation.scope().getName()
                    + ", which is no record");
        }
        if (annotation.perMinute() < 0) {
            throw new IllegalArgumentException(gate.getName() + ": @Gate(perMinute) is " + annotation.perMinute() + ", allowed is 0 or more");
        }
        return new GateContract(name, annotation, Map.copyOf(functions));
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
            parameters.add(parameter(gate, method, i));
        }
        try {
            MethodHandle handle = MethodHandles.publicLookup().unreflect(method);
            MethodHandle spread = handle.asSpreader(Object[].class, types.length - 1);
            String type = parameters.stream().map(parameter -> parameter.kind.wasm).collect(Collectors.joining(",", "(", ")->i64"));
            return new Function(name, type, List.copyOf(parameters), spread.asType(spread.type().changeReturnType(Object.class)
                    .changeParameterType(0, Capability.class)));
        } catch (IllegalAccessException hidden) {
            throw new IllegalArgumentException(where(gate, method) + " cannot be called: " + hidden.getMessage(), hidden);
        }
    }

    private static Parameter parameter(Class<?> gate, Method method, int index) {
        Class<?> type = method.getParameterTypes()[index];
        Kind kind = Kind.of(type);
        if (kind == null) {
            throw new IllegalArgumentException(where(gate, method) + ": parameter " + index + " is a " + type.getName()
                    + "; String, byte[], int, long and records can travel");
        }
        MaxBytes bound = method.getParameters()[index].getAnnotation(MaxBytes.class);
        if (bound != null && (bound.value() < 0 || bound.value() > MOST_BYTES || kind == Kind.INT || kind == Kind.LONG)) {
            throw new IllegalArgumentException(where(gate, method) + ": parameter " + index + " has @MaxBytes(" + bound.value()
                    + "); it bounds a String, a byte[] or a record, from 0 to " + MOST_BYTES);
        }
        return new Parameter(kind, type, bound == null ? MOST_BYTES : bound.value());
    }

    private static String where(Class<?> gate, Method method) {
        return gate.getName() + "." + method.getName();
    }
}
