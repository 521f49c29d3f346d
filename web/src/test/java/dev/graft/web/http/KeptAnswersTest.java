// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.change.RowWritten;
import dev.graft.fault.NotFound;
import dev.graft.web.NoPlugins;
import dev.graft.web.json.Rendered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {

    private static final UUID DATASET = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();
    private static final RowWritten WRITE = new RowWritten(RowWritten.Kind.DATASET, "acme", Set.of(DATASET));

    private final NoPlugins plugins = new NoPlugins();
    private final AtomicLong nanos = new AtomicLong();
    private final KeptAnswers kept = new KeptAnswers(plugins, nanos::get);
    private String row = "one";
    private int reads;

    @Test
    void whatNobodyHasWrittenIsReadOnce() {
        assertThat(ask()).isEqualTo("\"one\"");
        assertThat(ask()).isEqualTo("\"one\"");
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void aCommittedWriteIsSeenAtOnce() {
        ask();
        write("two");
        assertThat(ask()).isEqualTo("\"two\"");
        assertThat(ask()).isEqualTo("\"two\"");
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void whileATransactionWritesNothingIsKeptOrTakenFromWhatWasKept() {
        ask();
        kept.writing(WRITE);
        ask();
        row = "two";
        assertThat(ask()).as("after the commit, before its end was told").isEqualTo("\"two\"");
        kept.written(WRITE);
        assertThat(ask()).isEqualTo("\"two\"");
        assertThat(reads).isEqualTo(4);
    }

    @Test
    void whatWasReadBeforeTheCommitAndComesBackAfterItIsNotKept() {
        String slow = text(kept.answer(DATASET, "acme", () -> {
            KeptAnswer old = read();
            write("two");
            return old;
        }));
        assertThat(slow).isEqualTo("\"one\"");
        assertThat(ask()).isEqualTo("\"two\"");
    }

    @Test
    void ofTwoTransactionsThatWriteBothMustEnd() {
        kept.writing(WRITE);
        kept.writing(WRITE);
        kept.written(WRITE);
        ask();
        row = "two";
        assertThat(ask()).isEqualTo("\"two\"");
        kept.written(WRITE);
        ask();
        ask();
        assertThat(reads).isEqualTo(3);
    }

    @Test
    void aWriteOfADatasetReachesWhatIsMadeOfTheWholeOrganisation() {
        for (Object subject : List.of(new KeptAnswers.Settings("acme"), new KeptAnswers.Everything("acme"))) {
            row = "one";
            assertThat(about(subject)).isEqualTo("\"one\"");
            write("two");
            assertThat(about(subject)).isEqualTo("\"two\"");
        }
    }

    @Test
    void aJobReachesListsAndItsOwnerAndLeavesSettingsAlone() {
        Object settings = new KeptAnswers.Settings("acme");
        Object everything = new KeptAnswers.Everything("acme");
        List.of(DATASET, settings, everything).forEach(this::about);
        RowWritten job = new RowWritten(RowWritten.Kind.JOB, "acme", Set.of(OTHER, DATASET));
        kept.writing(job);
        row = "two";
        kept.written(job);
        assertThat(about(DATASET)).isEqualTo("\"two\"");
        assertThat(about(everything)).isEqualTo("\"two\"");
        assertThat(about(settings)).isEqualTo("\"one\"");
    }

    @Test
    void otherSubjectsAndOtherAskersHaveAnswersOfTheirOwn() {
        ask();
        row = "two";
        assertThat(text(kept.answer(OTHER, "acme", this::read))).isEqualTo("\"two\"");
        assertThat(text(kept.answer(DATASET, "rival", this::read))).isEqualTo("\"two\"");
        assertThat(ask()).isEqualTo("\"one\"");
    }

    @Test
    void aPluginThatComesOrGoesMakesAnswersAnew() {
        ask();
        row = "two";
        plugins.change();
        assertThat(ask()).isEqualTo("\"two\"");
    }

    @Test
    void whatAnotherServerHasWrittenIsSeenAfterASecond() {
        ask();
        row = "two";
        nanos.addAndGet(KeptAnswers.MAX_AGE.toNanos() + 1);
        assertThat(ask()).isEqualTo("\"two\"");
    }

    @Test
    void ofManyReadersOneRenewsAnAnswerBeforeItIsTooOld() {
        ask();
        nanos.addAndGet(KeptAnswers.MAX_AGE.toNanos() * 3 / 4);
        row = "two";
        String others = text(kept.answer(DATASET, "acme", () -> {
            assertThat(ask()).as("meanwhile").isEqualTo("\"one\"");
            return read();
        }));
        assertThat(others).isEqualTo("\"two\"");
        assertThat(ask()).isEqualTo("\"two\"");
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void aRefusalIsNotKept() {
        assertThatThrownBy(() -> kept.answer(DATASET, "acme", () -> {
            throw NotFound.of("dataset", DATASET);
        })).isInstanceOf(NotFound.class);
        assertThat(ask()).isEqualTo("\"one\"");
    }

    @Test
    void aVeryLargeAnswerIsNotKept() {
        row = "x".repeat(1 << 20);
        ask();
        ask();
        assertThat(reads).isEqualTo(2);
    }

    private String ask() {
        return text(kept.answer(DATASET, "acme", this::read));
    }

    private String about(Object subject) {
        return text(kept.answer(subject, "acme", this::read));
    }

    private KeptAnswer read() {
        reads++;
        return new KeptAnswer(Rendered.of(row), Optional.empty(), Map.of());
    }

    private void write(String text) {
        kept.writing(WRITE);
        row = text;
        kept.written(WRITE);
    }

    private static String text(KeptAnswer answer) {
        return answer.body().toString();
    }
}
