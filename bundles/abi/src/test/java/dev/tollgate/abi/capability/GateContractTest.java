package dev.tollgate.abi.capability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GateContractTest {
    @Gate(name = "orders", major = 2)
    public interface Orders {
        @GateFunction("total")
        String total(GateCall call, String customer, byte[] key, int most, long since) throws GateException;

        String notAFunction();
    }

    private static class OrdersProvider implements Capability, Orders {
        @Override
        public String total(GateCall call, String customer, byte[] key, int most, long since) {
            return customer + key.length + most + since;
        }

        @Override
        public String notAFunction() {
            return "";
        }
    }

    @Test
    void aContractIsReadFromTheAnnotations() throws Throwable {
        Capability provider = new OrdersProvider();
        GateContract contract = GateContract.of(provider);
        assertThat(contract.name()).hasToString("tollgate:orders@2");
        assertThat(contract.functions()).containsExactly("total");
        GateContract.Function total = contract.function("total").orElseThrow();
        assertThat(total.type()).isEqualTo("(i32,i32,i32,i32,i32,i64)->i64");
        Object[] arguments = {"anna", new byte[2], 3, 4L};
        assertThat((Object) total.handle().invokeExact(provider, (GateCall) null, arguments)).isEqualTo("anna234");
    }

    @Test
    void aProviderThatIsSubclassedKeepsItsGate() {
        assertThat(GateContract.of(new OrdersProvider() { }).name().capability()).isEqualTo("orders");
    }

    private static final class Nothing implements Capability {
    }

    @Gate(name = "Bad Name")
    public interface BadName {
        @GateFunction("f")
        void f(GateCall call);
    }

    private static final class BadNameProvider implements Capability, BadName {
        @Override
        public void f(GateCall call) { }
    }

    @Gate(name = "untravelled")
    public interface BadParameter {
        @GateFunction("f")
        void f(GateCall call, Object anything);
    }

    private static final class BadParameterProvider implements Capability, BadParameter {
        @Override
        public void f(GateCall call, Object anything) { }
    }

    @Gate(name = "callless")
    public interface NoCall {
        @GateFunction("f")
        void f(String text);
    }

    private static final class NoCallProvider implements Capability, NoCall {
        @Override
        public void f(String text) { }
    }

    @Gate(name = "hidden")
    interface Hidden {
        @GateFunction("f")
        void f(GateCall call);
    }

    private static final class HiddenProvider implements Capability, Hidden {
        @Override
        public void f(GateCall call) { }
    }

    @Test
    void whatNoGuestCouldCallIsRefusedWithTheElementAndTheReason() {
        refused(new Nothing(), "implements 0 interfaces with @Gate");
        refused(new BadNameProvider(), "needs a name like 'orders'");
        refused(new BadParameterProvider(), "parameter 1 is a java.lang.Object; String, byte[], int, long and records can travel");
        refused(new NoCallProvider(), "takes GateCall as its first parameter");
        refused(new HiddenProvider(), "is not public");
    }

    private static void refused(Capability provider, String reason) {
        assertThatThrownBy(() -> GateContract.of(provider)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
