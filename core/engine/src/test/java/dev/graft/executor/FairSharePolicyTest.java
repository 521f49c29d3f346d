// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.executor.PoolState.Running;
import dev.graft.executor.PoolState.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FairSharePolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final FairSharePolicy policy = new FairSharePolicy(PATIENCE);

    @Test
    void nothingStartsWithoutAFreeSlot() {
        Decision decision = decide(slots(1, "a100"), List.of(running("acme", "gpu0")), List.of(job("acme", 1, 5)));

        assertThat(decision.grants()).isEmpty();
        assertThat(decision.queue()).hasSize(1);
    }

    @Test
    void withinAnOrganisationTheLongestWaitingComesFirst() {
        Waiting young = job("acme", 1, 1);
        Waiting old = job("acme", 1, 5);

        Decision decision = decide(slots(1, "a100"), List.of(), List.of(young, old));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactly(old.id());
        assertThat(decision.queue()).containsExactly(young.id());
    }

    @Test
    void theOrganisationThatHoldsLessIsServedFirst() {
        Waiting ofRich = job("rich", 1, 9);
        Waiting ofPoor = job("poor", 1, 1);

        Decision decision = decide(slots(2, "a100"), List.of(running("rich", "gpu0")), List.of(ofRich, ofPoor));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactly(ofPoor.id());
    }

    @Test
    void organisationsTakeTurnsForFreeSlots() {
        List<Waiting> waiting = new ArrayList<>();
        IntStream.range(0, 6).forEach(minute -> waiting.add(job("flood", 1, 9 - minute)));
        Waiting one = job("small", 1, 1);
        Waiting two = job("small", 1, 0);
        waiting.addAll(List.of(one, two));

        Decision decision = decide(slots(4, "a100"), List.of(), waiting);

        assertThat(decision.grants()).extracting(Decision.Grant::id).contains(one.id(), two.id()).hasSize(4);
    }

    @Test
    void aJobGetsAllItsSlotsAtOnceAndOnOneExecutor() {
        Waiting pair = job("acme", 2, 1);
        List<Slot> slots = List.of(slot("one", "gpu0", "a100"), slot("two", "gpu1", "a100"), slot("two", "gpu2", "a100"));

        Decision decision = decide(slots, List.of(), List.of(pair));

        assertThat(decision.grants()).singleElement().satisfies(grant -> assertThat(grant.slots())
                .hasSize(2)
                .allMatch(slot -> slot.executor().equals("two")));
    }

    @Test
    void aJobThatDoesNotFitLetsASmallerOnePass() {
        Waiting large = job("acme", 2, 5);
        Waiting small = job("acme", 1, 1);

        Decision decision = decide(slots(2, "a100"), List.of(running("acme", "gpu0")), List.of(large, small));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactly(small.id());
        assertThat(decision.queue()).containsExactly(large.id());
    }

    @Test
    void aJobBeyondItsPatienceKeepsFreeSlotsUntilItFits() {
        Waiting large = job("acme", 2, 11);
        Waiting small = job("other", 1, 1);

        Decision blocked = decide(slots(2, "a100"), List.of(running("third", "gpu0")), List.of(large, small));
        Decision free = decide(slots(2, "a100"), List.of(), List.of(large, small));

        assertThat(blocked.grants()).isEmpty();
        assertThat(free.grants()).extracting(Decision.Grant::id).containsExactly(large.id());
        assertThat(free.queue()).containsExactly(small.id());
    }

    @Test
    void patienceDoesNotTakeTheTurnOfAnOrganisationThatHoldsLess() {
        Waiting large = job("rich", 2, 60);
        Waiting small = job("poor", 1, 1);

        Decision decision = decide(slots(2, "a100"), List.of(running("rich", "gpu0")), List.of(large, small));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactly(small.id());
    }

    @Test
    void slotsOfAnotherKindAreNotKept() {
        Waiting large = new Waiting(UUID.randomUUID(), "acme", 2, Optional.of("a100"), NOW.minus(Duration.ofHours(1)));
        Waiting other = new Waiting(UUID.randomUUID(), "acme", 1, Optional.of("t4"), NOW);
        List<Slot> slots = List.of(slot("local", "gpu0", "a100"), slot("local", "gpu1", "a100"), slot("local", "gpu2", "t4"));

        Decision decision = decide(slots, List.of(running("third", "gpu0")), List.of(large, other));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactly(other.id());
    }

    @Test
    void amongAnOrganisationsJobsTheMostUrgentComesFirst() {
        Waiting ordinary = job("acme", 1, 5);
        Waiting urgent = urgent("acme", 10, 1);

        Decision decision = decide(slots(1, "a100"), List.of(), List.of(ordinary, urgent));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactly(urgent.id());
    }

    @Test
    void urgencyDoesNotTakeTheTurnOfAnotherOrganisation() {
        Waiting urgent = urgent("rich", 100, 5);
        Waiting ordinary = job("poor", 1, 1);

        Decision decision = decide(slots(2, "a100"), List.of(running("rich", "gpu0")), List.of(urgent, ordinary));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactly(ordinary.id());
    }

    @Test
    void aJobThatHasWaitedLongCountsAsMoreUrgent() {
        Waiting aged = job("acme", 1, 31);
        Waiting urgent = urgent("acme", 2, 1);

        Decision decision = decide(slots(1, "a100"), List.of(), List.of(urgent, aged));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactly(aged.id());
    }

    @Test
    void anOrganisationHoldsNoMoreThanItsQuota() {
        Waiting one = job("acme", 1, 5);
        Waiting two = job("acme", 1, 4);
        Waiting other = job("other", 1, 1);

        Decision decision = policy.decide(
                new PoolState(slots(3, "a100"), List.of(), List.of(one, two, other), Map.of("acme", 1), NOW));

        assertThat(decision.grants()).extracting(Decision.Grant::id).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(decision.queue()).containsExactly(two.id());
        assertThat(decision.overQuota()).containsExactly(two.id());
    }

    @Test
    void aJobGetsSlotsOfOneKindWhereOneKindHasEnough() {
        List<Slot> slots = List.of(slot("local", "gpu0", "t4"), slot("local", "gpu1", "a100"), slot("local", "gpu2", "a100"));

        assertThat(decide(slots, List.of(), List.of(job("acme", 2, 1))).grants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.slots()).extracting(Slot::platform).containsOnly("a100"));
    }

    @Test
    void aStarvingJobThatNoExecutorCouldEverFitBlocksNobody() {
        Waiting impossible = job("acme", 9, 60);
        Waiting small = job("other", 1, 1);

        assertThat(decide(slots(2, "a100"), List.of(), List.of(impossible, small)).grants())
                .extracting(Decision.Grant::id)
                .containsExactly(small.id());
    }

    @Test
    void aPlatformIsGivenToThoseWhoAskForItAlone() {
        Waiting picky = new Waiting(UUID.randomUUID(), "acme", 1, Optional.of("A100"), NOW);
        List<Slot> slots = List.of(slot("local", "gpu0", "t4"), slot("local", "gpu1", "a100"));

        assertThat(decide(slots, List.of(), List.of(picky)).grants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.slots()).extracting(Slot::platform).containsExactly("a100"));
        assertThat(decide(slots.subList(0, 1), List.of(), List.of(picky)).grants()).isEmpty();
    }

    @RepeatedTest(50)
    void noSlotIsEverGivenTwiceAndEveryJobIsEitherGrantedOrQueued(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<Slot> slots = slots(1 + random.nextInt(20), "a100");
        List<Running> running = slots.stream()
                .filter(slot -> random.nextInt(3) == 0)
                .map(slot -> new Running(UUID.randomUUID(), "org" + random.nextInt(3), Set.of(slot.id())))
                .toList();
        List<Waiting> waiting = IntStream.range(0, random.nextInt(40))
                .mapToObj(index -> job("org" + random.nextInt(4), 1 + random.nextInt(4), random.nextInt(20)))
                .toList();

        Decision decision = decide(slots, running, waiting);

        List<String> used = new ArrayList<>();
        running.forEach(one -> used.addAll(one.slots()));
        decision.grants().forEach(grant -> grant.slots().forEach(slot -> used.add(slot.id())));
        assertThat(used).doesNotHaveDuplicates();
        List<UUID> all = new ArrayList<>(decision.queue());
        decision.grants().forEach(grant -> all.add(grant.id()));
        assertThat(all).hasSameSizeAs(waiting).containsAll(waiting.stream().map(Waiting::id).toList());
        waiting.forEach(job -> decision.grants().stream()
                .filter(grant -> grant.id().equals(job.id()))
                .forEach(grant -> assertThat(new HashSet<>(grant.slots())).hasSize(job.slots())));
    }

    private Decision decide(List<Slot> slots, List<Running> running, List<Waiting> waiting) {
        return policy.decide(new PoolState(slots, running, waiting, NOW));
    }

    private static Waiting job(String org, int slots, int minutesAgo) {
        return new Waiting(UUID.randomUUID(), org, slots, Optional.empty(), NOW.minus(Duration.ofMinutes(minutesAgo)));
    }

    private static Waiting urgent(String org, int priority, int minutesAgo) {
        return new Waiting(UUID.randomUUID(), org, 1, Optional.empty(), priority, NOW.minus(Duration.ofMinutes(minutesAgo)));
    }

    private static Running running(String org, String... slots) {
        return new Running(UUID.randomUUID(), org, Set.of(slots));
    }

    private static List<Slot> slots(int count, String platform) {
        return IntStream.range(0, count).mapToObj(index -> slot("local", "gpu" + index, platform)).toList();
    }

    private static Slot slot(String executor, String id, String platform) {
        return new Slot(id, executor, platform, platform, OptionalInt.of(0), 0, 1);
    }
}
