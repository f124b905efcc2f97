package com.example.shop.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.shop.Order;
import com.example.shop.Shop;
import com.example.shop.gate.Customers;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateContract;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.testkit.TestCall;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private final Orders orders = new Orders(new MemoryShop());

    @Test
    void guestsImportOneFunctionAndReadItsAnswerAsJson() throws Exception {
        GateContract contract = GateContract.of(orders);

        assertThat(contract.name()).hasToString("tollgate:orders@1");
        assertThat(contract.functions()).containsExactly("list");
        assertThat(contract.function("list").orElseThrow().type()).isEqualTo("(i32,i32)->i64");
        assertThat(contract.write(orders.list(callFor("grace"), "grace")))
                .asString().isEqualTo("[{\"number\":\"1002\",\"article\":\"chair\",\"cents\":12900}]");
    }

    @Test
    void theOrdersOfACustomerThatWasGrantedAreRead() throws Exception {
        assertThat(orders.list(callFor("ada"), "ada")).extracting(Order::article).containsExactly("lamp", "desk");
        assertThat(orders.list(callFor("*"), "grace")).hasSize(1);
        assertThat(orders.list(callFor("*"), "nobody")).isEmpty();
    }

    @Test
    void anyOtherCustomerIsEperm() {
        assertRefused(Errno.EPERM, () -> orders.list(callFor("ada"), "grace"));
        assertRefused(Errno.EPERM, () -> orders.list(callFor("ada"), "*"));
        assertRefused(Errno.EPERM, () -> orders.list(callFor("ada"), ""));
    }

    @Test
    void theShopIsGivenWhatIsLeftOfTheDeadlineAndAShopThatIsLateIsEtimeout() {
        Shop late = (customer, patience) -> {
            assertThat(patience).isEqualTo(Duration.ofSeconds(1));
            throw new TimeoutException();
        };

        assertRefused(Errno.ETIMEOUT, () -> new Orders(late).list(callFor("*"), "ada"));
    }

    @Test
    void aScopeCoversTheSameAndLess() {
        GateContract contract = GateContract.of(orders);
        String both = "{\"customers\":[\"ada\",\"grace\"]}";

        for (String narrower : List.of(both, "{\"customers\":[\"ada\"]}")) {
            assertThat(contract.covers(both, narrower)).isTrue();
            assertThat(contract.covers("{\"customers\":[\"*\"]}", narrower)).isTrue();
        }
        assertThat(contract.covers(both, "{\"customers\":[\"ada\",\"alan\"]}")).isFalse();
        assertThat(contract.covers(both, "{\"customers\":[\"*\"]}")).isFalse();
    }

    @Test
    void aScopeThatNamesNobodyOrSomethingElseIsRefused() {
        GateContract contract = GateContract.of(orders);

        for (String scope : List.of("{}", "{\"customers\":[]}")) {
            assertThatThrownBy(() -> contract.scope(scope)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("customers: names are expected, or [\"*\"] for all");
        }
        assertThatThrownBy(() -> contract.scope("{\"customers\":[null]}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> contract.scope("{\"customers\":[\"ada\"],\"year\":2026}")).hasMessageContaining("unknown field 'year'");
    }

    private static GateCall callFor(String customer) {
        return new TestCall().withScope(new Customers(Set.of(customer))).withRemaining(Duration.ofSeconds(1));
    }

    private static void assertRefused(Errno errno, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(GateException.class, refused -> assertThat(refused.errno()).isEqualTo(errno));
    }
}
