package dev.tollgate.lifecycle.internal.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.internal.hook.HookOrder.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HookOrderTest {
    private static final int GRAPHS = 3_000;

    @Test
    void prioritiesThenSlugsThenDeclarationsDecideWhereNobodyAsks() {
        assertThat(slugs(place("b", 10, 0), place("a", 10, 1), place("a", 10, 0), place("z", -5, 0))).containsExactly("z", "a", "a", "b");
        assertThat(HookOrder.of(List.of(place("a", 10, 1), place("a", 10, 0))).calls()).containsExactly(1, 0);
    }

    @Test
    void whoAsksComesBeforeOrAfterWhateverThePriorities() {
        assertThat(slugs(before(place("late", 100, 0), "early"), place("early", 1, 0))).containsExactly("late", "early");
        assertThat(slugs(place("late", 100, 0), after(place("early", 1, 0), "late"))).containsExactly("late", "early");
        assertThat(slugs(before(place("c", 100, 0), "b"), before(place("b", 50, 0), "a"), place("a", 1, 0), place("d", 2, 0)))
                .as("who asks for nothing keeps its priority").containsExactly("d", "c", "b", "a");
    }

    @Test
    void whoIsNotThereAndOneselfAreIgnored() {
        HookOrder order = HookOrder.of(List.of(before(after(place("a", 2, 0), "a"), "nobody"), after(place("b", 1, 0), "nobody", "b")));
        assertThat(order.calls()).containsExactly(1, 0);
        assertThat(order.cycles()).isEmpty();
    }

    @Test
    void aContradictionIsReportedAndEndsInPrioritiesAmongThoseAlone() {
        HookOrder order = HookOrder.of(List.of(before(place("a", 20, 0), "b"), before(place("b", 10, 0), "a"),
                after(place("c", 1, 0), "a"), before(place("d", 90, 0), "a", "b")));
        assertThat(order.cycles()).containsExactly(List.of("a", "b"));
        assertThat(order.calls()).as("d before both, c after a, b and a by priority").containsExactly(3, 1, 0, 2);
    }

    @Test
    void onePluginThatWantsBothContradictsItself() {
        HookOrder order = HookOrder.of(List.of(place("b", 1, 0), after(before(place("a", 2, 0), "b"), "b")));
        assertThat(order.calls()).containsExactly(0, 1);
        assertThat(order.cycles()).containsExactly(List.of("a", "b"));
    }

    @Test
    void randomWishesGiveWhatASlowAndSimpleOracleGives() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int graph = 0; graph < GRAPHS; graph++) {
            List<Place> places = places(random);
            HookOrder order = HookOrder.of(places);
            Oracle oracle = new Oracle(places);
            assertThat(order.calls()).as("seed %d, graph %d: %s", seed, graph, places).isEqualTo(oracle.calls());
            assertThat(new HashSet<>(order.cycles())).as("seed %d, graph %d: %s", seed, graph, places).isEqualTo(oracle.cycles());
            List<Place> shuffled = new ArrayList<>(places);
            Collections.shuffle(shuffled, random);
            assertThat(HookOrder.of(shuffled).calls().stream().map(shuffled::get)).as("seed %d: shuffled", seed)
                    .containsExactlyElementsOf(order.calls().stream().map(places::get).toList());
        }
    }

    @Test
    void manyWhoAllAskForEverythingAreInOrderSoon() {
        List<Place> places = new ArrayList<>();
        String[] all = IntStream.range(0, 50).mapToObj(i -> "p" + i).toArray(String[]::new);
        for (String slug : all) {
            for (int i = 0; i < 20; i++) {
                places.add(before(after(place(slug, i, i), all), all));
            }
        }
        HookOrder order = HookOrder.of(places);
        assertThat(order.calls()).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(order.cycles()).singleElement().asList().hasSize(50);
    }

    private static List<Place> places(Random random) {
        int slugs = 1 + random.nextInt(8);
        double density = random.nextDouble() * 0.4;
        List<Place> places = new ArrayList<>();
        for (int slug = 0; slug < slugs; slug++) {
            for (int ordinal = 0; ordinal <= random.nextInt(2); ordinal++) {
                places.add(new Place("p" + slug, random.nextInt(3) * 10, ordinal, some(random, density), some(random, density)));
            }
        }
        return places;
    }

    /** Some of the slugs, also of plugins that are not there. */
    private static List<String> some(Random random, double density) {
        return IntStream.range(0, 9).filter(i -> random.nextDouble() < density).mapToObj(i -> "p" + i).toList();
    }

    private static List<String> slugs(Place... places) {
        return HookOrder.of(List.of(places)).calls().stream().map(i -> places[i].slug()).toList();
    }

    private static Place place(String slug, int priority, int ordinal) {
        return new Place(slug, priority, ordinal, List.of(), List.of());
    }

    private static Place before(Place place, String... slugs) {
        return new Place(place.slug(), place.priority(), place.ordinal(), List.of(slugs), place.after());
    }

    private static Place after(Place place, String... slugs) {
        return new Place(place.slug(), place.priority(), place.ordinal(), place.before(), List.of(slugs));
    }

    /** Who has to wait for whom, directly and at length, written down as tables. */
    private static final class Oracle {
        private final List<Place> places;
        private final boolean[][] asked;
        private final boolean[][] reaches;

        Oracle(List<Place> places) {
            this.places = places;
            int n = places.size();
            asked = new boolean[n][n];
            reaches = new boolean[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    Place one = places.get(i);
                    Place other = places.get(j);
                    asked[i][j] = !one.slug().equals(other.slug())
                            && (one.before().contains(other.slug()) || other.after().contains(one.slug()));
                    reaches[i][j] = asked[i][j];
                }
            }
            for (int k = 0; k < n; k++) {
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        reaches[i][j] |= reaches[i][k] && reaches[k][j];
                    }
                }
            }
        }

        List<Integer> calls() {
            List<Integer> calls = new ArrayList<>();
            while (calls.size() < places.size()) {
                calls.add(IntStream.range(0, places.size()).filter(i -> !calls.contains(i)).filter(i -> IntStream.range(0, places.size())
                        .noneMatch(j -> !calls.contains(j) && asked[j][i] && !reaches[i][j])).boxed()
                        .min((a, b) -> Place.BY_PRIORITY.compare(places.get(a), places.get(b))).orElseThrow());
            }
            return calls;
        }

        Set<List<String>> cycles() {
            Set<List<String>> cycles = new HashSet<>();
            for (int i = 0; i < places.size(); i++) {
                if (reaches[i][i]) {
                    Set<String> slugs = new TreeSet<>();
                    for (int j = 0; j < places.size(); j++) {
                        if (reaches[i][j] && reaches[j][i]) {
                            slugs.add(places.get(j).slug());
                        }
                    }
                    cycles.add(List.copyOf(slugs));
                }
            }
            return cycles;
        }
    }
}
