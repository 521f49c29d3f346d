// SPDX-License-Identifier: Apache-2.0
package dev.graft.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.spi.error.GraftException;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRegistryTest {

    @TempDir
    Path folder;

    private FolderRegistry registry;
    private Path model;

    @BeforeEach
    void makeModel() throws IOException {
        registry = new FolderRegistry(
                new DataFolder(folder.resolve("data")), Clock.fixed(Instant.parse("2026-11-23T16:00:00Z"), ZoneOffset.UTC));
        model = Files.writeString(folder.resolve("model_003.pth"), "abc");
    }

    @Test
    void aVersionHasTheModelItsChecksumAndACard() throws IOException {
        ModelReference reference = registry.publish(Publications.of("cats", UUID.randomUUID()), List.of(model));

        assertThat(reference).hasToString("graft://acme/cats:1");
        Path version = folder.resolve("data/registry/acme/cats/1");
        assertThat(registry.model(reference)).contains(version.resolve("model_003.pth"));
        assertThat(version.resolve("model_003.pth")).hasContent("abc");
        assertThat(version.resolve("SHA256SUMS"))
                .hasContent("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  model_003.pth\n");
        assertThat(version.resolve("README.md")).content().contains("# cats", "Tells cats from dogs", "val_acc | 0.93", "\"epochs\" : 3");
        ModelCard card = registry.card(reference).orElseThrow();
        assertThat(card.publishedOn()).isEqualTo("2026-11-23T16:00:00");
        assertThat(card.publication().metrics()).containsEntry("val_acc", 0.93);
        assertThat(card.publication().lineage().path("parent_job_id").asText()).isEqualTo("p");
    }

    @Test
    void aModelThatIsPublishedAgainGetsTheNextVersionAndAJobOnlyOne() {
        UUID job = UUID.randomUUID();
        ModelReference first = registry.publish(Publications.of("cats", job), List.of(model));
        ModelReference second = registry.publish(Publications.of("cats", UUID.randomUUID()), List.of(model));

        assertThat(registry.publish(Publications.of("cats", job), List.of(model))).isEqualTo(first);
        assertThat(second.version()).isEqualTo(2);
        assertThat(registry.all("acme")).extracting(ModelCard::reference).containsExactly(second.toString(), first.toString());
        assertThat(registry.all("other")).isEmpty();
    }

    @Test
    void publicationsAtOnceEachGetAVersion() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<ModelReference>> work = IntStream.range(0, 24)
                    .<Callable<ModelReference>>mapToObj(
                            i -> () -> registry.publish(Publications.of("cats", UUID.randomUUID()), List.of(model)))
                    .toList();
            List<Integer> versions = new ArrayList<>();
            for (Future<ModelReference> future : threads.invokeAll(work)) {
                versions.add(future.get().version());
            }
            assertThat(versions).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 24).boxed().toList());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aPublicationThatFailsLeavesNothing() throws IOException {
        assertThatThrownBy(() -> registry.publish(
                        Publications.of("cats", UUID.randomUUID()), List.of(model, folder.resolve("gone.pth"))))
                .isInstanceOf(GraftException.class);
        try (Stream<Path> left = Files.walk(folder.resolve("data"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void onlyWellWrittenReferencesAreRead() {
        assertThat(ModelReference.parse("graft://acme/cats:12")).contains(new ModelReference("acme", "cats", 12));
        for (String wrong : List.of(
                "graft://acme/../cats:1", "graft://acme/cats", "graft://acme/cats:0", "graft://a/b/cats:1", "nvidia/tao/x:1", "graft:///x:1")) {
            assertThat(ModelReference.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
