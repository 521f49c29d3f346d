// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.fault.InvalidRequest;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.spi.spec.SpecFault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetServiceTest {

    @TempDir
    private Path state;

    private DatasetWorkshop workshop;

    @BeforeEach
    void open() {
        workshop = new DatasetWorkshop(state);
    }

    @Test
    void everythingWrongWithANewDatasetIsToldAtOnce() {
        DatasetDraft draft = DatasetDraft.builder()
                .type("object_detection")
                .format("unet")
                .name("n".repeat(501))
                .version("12345678901")
                .description("a\0b")
                .clientUrl("ftp://x")
                .dockerEnvVars(Map.of("1X", "y"))
                .build();

        assertThatThrownBy(() -> workshop.service.create(workshop.member, draft))
                .isInstanceOfSatisfying(InvalidRequest.class, fault -> assertThat(fault.faults())
                        .extracting(SpecFault::pointer)
                        .containsExactlyInAnyOrder(
                                "/format", "/name", "/version", "/description", "/client_url", "/docker_env_vars"));
    }

    @Test
    void aTypeIsRequiredKnownAndNoMarker() {
        refusedAt("/type", draft -> {});
        refusedAt("/type", draft -> draft.type("teapots").format("kitti"));
        refusedAt("/type", draft -> draft.type("user_custom").format("default"));
        refusedAt("/format", draft -> draft.type("ocrnet"));
        refusedAt("/client_url", draft -> draft.type("object_detection").format("monai"));
    }

    @Test
    void typeAndFormatStay() {
        Dataset dataset = workshop.create("object_detection", "kitti");

        assertThatThrownBy(() -> workshop.service.change(
                        workshop.member,
                        dataset.id(),
                        DatasetDraft.builder().type("ocrnet").format("coco").name("new").build(),
                        OptionalLong.empty()))
                .isInstanceOfSatisfying(InvalidRequest.class, fault -> assertThat(fault.faults())
                        .extracting(SpecFault::pointer)
                        .containsExactly("/type", "/format"));
        assertThat(dataset.name()).isEqualTo("My Dataset");
    }

    @Test
    void aChangeTakesOverOnlyWhatWasSent() {
        Dataset dataset = workshop.service.create(
                workshop.member,
                DatasetDraft.builder().type("object_detection").format("kitti").name("a").description("d").clientSecret("s").build());

        workshop.service.change(
                workshop.member, dataset.id(), DatasetDraft.builder().type("object_detection").name("b").build(), OptionalLong.empty());

        assertThat(dataset.name()).isEqualTo("b");
        assertThat(dataset.description()).contains("d");
        assertThat(dataset.clientSecret(workshop.vault)).contains("s");
    }

    @Test
    void aChangeOfAnotherVersionIsRefused() {
        Dataset dataset = workshop.create("object_detection", "kitti");

        assertThatThrownBy(() -> workshop.service.change(
                        workshop.member, dataset.id(), DatasetDraft.builder().name("b").build(), OptionalLong.of(7)))
                .isInstanceOfSatisfying(
                        GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.PRECONDITION_FAILED));
    }

    @Test
    void aDatasetThatIsNeededIsNotDeleted() {
        Dataset dataset = workshop.create("object_detection", "kitti");
        workshop.dependants.add((asked, intent) -> Optional.of("Experiment 'x' uses it."));

        assertThatThrownBy(() -> workshop.service.delete(workshop.member, dataset.id(), OptionalLong.empty()))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.ILLEGAL_STATE))
                .hasMessageContaining("Experiment 'x'");
        assertThat(workshop.datasets.find("alpha", dataset.id())).isPresent();
    }

    @Test
    void viewersReadAndDoNotWrite() {
        Dataset dataset = workshop.create("object_detection", "kitti");

        assertThat(workshop.service.get(workshop.viewer, dataset.id())).isSameAs(dataset);
        assertThatThrownBy(() -> workshop.service.delete(workshop.viewer, dataset.id(), OptionalLong.empty()))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.FORBIDDEN));
        assertThatThrownBy(() -> workshop.service.get(workshop.stranger, dataset.id()))
                .isInstanceOfSatisfying(GraftException.class, fault -> assertThat(fault.code()).isEqualTo(StandardError.NOT_FOUND));
    }

    @Test
    void aPullEndsOnlyOnce() {
        Dataset dataset = workshop.create("object_detection", "kitti");
        dataset.pullStarted(dataset.createdOn());
        dataset.pullFailed("no images", dataset.createdOn());

        assertThatThrownBy(() -> dataset.pullCompleted(DatasetContent.none(), dataset.createdOn()))
                .isInstanceOf(GraftException.class);
        assertThat(dataset.statusReason()).contains("no images");
    }

    @Test
    void noTextFormShowsASecret() {
        DatasetDraft draft = DatasetDraft.builder()
                .type("object_detection")
                .format("kitti")
                .clientSecret("hidden")
                .dockerEnvVars(Map.of("A", "hidden"))
                .build();

        assertThat(draft.toString()).doesNotContain("hidden");
        assertThat(workshop.service.create(workshop.member, draft).toString()).doesNotContain("hidden");
    }

    private void refusedAt(String pointer, Consumer<DatasetDraft.Builder> content) {
        DatasetDraft.Builder draft = DatasetDraft.builder();
        content.accept(draft);
        assertThatThrownBy(() -> workshop.service.create(workshop.member, draft.build()))
                .isInstanceOfSatisfying(InvalidRequest.class, fault ->
                        assertThat(fault.faults()).extracting(SpecFault::pointer).contains(pointer));
    }
}
