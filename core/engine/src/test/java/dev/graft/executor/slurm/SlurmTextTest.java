// SPDX-License-Identifier: Apache-2.0
package dev.graft.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.executor.Attempt;
import dev.graft.executor.Slot;
import dev.graft.executor.Work;
import dev.graft.executor.WorkerSettings;
import dev.graft.spi.Action;
import dev.graft.spi.launch.EmbeddedForm;
import dev.graft.spi.launch.LaunchPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said to Slurm's programs, and what they say. */
class SlurmTextTest {

    private static final Path FOLDER = Path.of("/jobs/one");

    @Test
    void aSubmissionAsksForTheGpusOfItsSlotsAndIsNeverRunTwice() {
        List<String> line = submission(gpu("a100", 0), gpu("a100", 1)).line(Path.of("/jobs/one/batch.sh"), settings());

        assertThat(line)
                .startsWith("sbatch", "--parsable", "--no-requeue", "--job-name=graft-1234-2")
                .contains("--gres=gpu:a100:2", "--cpus-per-task=8", "--mem=2048M", "--time=65", "--partition=gpu")
                .endsWith("/jobs/one/batch.sh", "/jobs/one/attempts/2", "/jobs/one/logs.txt", "1234#2", "java", "Main");
    }

    @Test
    void gpusWithoutATypeAreAskedForByNumber() {
        assertThat(submission(gpu("gpu", 0)).line(Path.of("/b"), settings())).contains("--gres=gpu:1");
        assertThat(submission(cpu()).line(Path.of("/b"), settings())).noneMatch(word -> word.startsWith("--gres"));
    }

    @Test
    void theEnvironmentIsQuotedForTheShell() {
        assertThat(submission(cpu()).script()).startsWith("#!/bin/sh\nexport WORD='it'\\''s $HOME'\n").contains("set -C");
    }

    @Test
    void theJobIdStandsBeforeTheNameOfACluster() {
        assertThat(Submission.parseId("4711\n")).contains(4711L);
        assertThat(Submission.parseId("sbatch: a note\n4711;north\n")).contains(4711L);
        assertThat(Submission.parseId("nothing")).isEmpty();
    }

    @Test
    void theAccountsAreAskedByNameAndTellOfJobsThatAreOverAlone() {
        assertThat(QueueEntry.accountsCommand(List.of("graft-a-1", "graft-b-2"))).contains("sacct", "--name=graft-a-1,graft-b-2");
        assertThat(QueueEntry.parseAccounts("12|graft-a-1|OUT_OF_MEMORY\n13|graft-b-2|CANCELLED by 1000\n14|graft-c-1|RUNNING\n"
                        + "Slurm accounting storage is disabled\n"))
                .containsExactly(
                        new QueueEntry(12, "graft-a-1", SlurmState.OUT_OF_MEMORY, ""),
                        new QueueEntry(13, "graft-b-2", SlurmState.CANCELLED, ""));
    }

    @Test
    void theQueueIsReadLineByLine() {
        assertThat(QueueEntry.parse("12|graft-a-1|PENDING|Resources\n13|graft-b-1|RUNNING|None\nslurm_load_jobs error\n"))
                .containsExactly(
                        new QueueEntry(12, "graft-a-1", SlurmState.PENDING, "Resources"),
                        new QueueEntry(13, "graft-b-1", SlurmState.RUNNING, "None"));
    }

    @Test
    void aStateIsTheFirstWordAndAnUnknownOneIsNotAnEnd() {
        assertThat(SlurmState.of("CANCELLED by 1000")).isEqualTo(SlurmState.CANCELLED);
        assertThat(SlurmState.of("CANCELLED+")).isEqualTo(SlurmState.CANCELLED);
        assertThat(SlurmState.of("SPECIAL_EXIT").active()).isTrue();
    }

    @Test
    void everyGpuOfEveryNodeIsASlotOnceForAllItsPartitions() {
        List<Slot> slots = SlurmSlots.parse("n1|gpu:a100:2(S:0-1)|64|515000\nn1|gpu:a100:2(S:0-1)|64|515000\nn2|gpu:t4:1,mps:100|16|64000+\nn3|(null)|8|16000\n");

        assertThat(slots).extracting(Slot::id).containsExactly("slurm/n1/gpu0", "slurm/n1/gpu1", "slurm/n2/gpu0");
        assertThat(slots).extracting(Slot::platform).containsExactly("a100", "a100", "t4");
        assertThat(slots).extracting(Slot::cores).containsExactly(32, 32, 16);
    }

    @Test
    void aClusterWithoutGpusOffersItsNodes() {
        assertThat(SlurmSlots.parse("n1|(null)|8|16000\n")).singleElement().satisfies(slot -> {
            assertThat(slot.id()).isEqualTo("slurm/n1/cpu0");
            assertThat(slot.gpu()).isFalse();
            assertThat(slot.cores()).isEqualTo(8);
        });
    }

    private static Submission submission(Slot... slots) {
        Work work = new Work(
                new Attempt("1234", 2, FOLDER),
                "net",
                Action.TRAIN,
                new LaunchPlan(JsonNodeFactory.instance.objectNode(), Optional.of(new EmbeddedForm("Main")), Optional.empty()),
                List.of(slots),
                List.of(),
                List.of(),
                Map.of(),
                "",
                FOLDER.resolve("results"),
                FOLDER.resolve("status.json"),
                FOLDER.resolve("logs.txt"),
                Optional.of(Duration.ofHours(1)));
        return new Submission(work, List.of("java", "Main"), Map.of("WORD", "it's $HOME"));
    }

    private static SlurmSettings settings() {
        return new SlurmSettings(
                Map.of(),
                List.of("--partition=gpu"),
                new WorkerSettings(Path.of("java"), List.of(), FOLDER, FOLDER),
                Map.of(),
                List.of(),
                OptionalLong.of(1L << 30),
                Duration.ofSeconds(2));
    }

    private static Slot gpu(String platform, int index) {
        return new Slot("slurm/n1/gpu" + index, "slurm", platform, platform, OptionalInt.of(index), 0, 4);
    }

    private static Slot cpu() {
        return new Slot("slurm/n1/cpu0", "slurm", Slot.CPU, "n1", OptionalInt.empty(), 0, 4);
    }
}
