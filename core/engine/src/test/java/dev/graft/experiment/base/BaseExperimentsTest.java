// SPDX-License-Identifier: Apache-2.0
package dev.graft.experiment.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.graft.cloud.CloudDetails;
import dev.graft.cloud.CloudSources;
import dev.graft.cloud.CloudType;
import dev.graft.cloud.PullLimits;
import dev.graft.cloud.S3Store;
import dev.graft.dataset.PullStatus;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.fault.InvalidRequest;
import dev.graft.job.EventBus;
import dev.graft.job.ExperimentsInMemory;
import dev.graft.job.ScriptedNetwork;
import dev.graft.org.Caller;
import dev.graft.org.Role;
import dev.graft.secret.AesVault;
import dev.graft.secret.MasterKey;
import dev.graft.secret.Vault;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.storage.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseExperimentsTest {

    private static final Caller ADMIN = new Caller(UUID.randomUUID(), "alpha", Role.ADMIN);
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final ExperimentsInMemory experiments = new ExperimentsInMemory();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore settled = new Semaphore(0);

    @TempDir
    Path folder;

    private BaseExperimentService service;
    private BaseModelFiles files;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(folder.resolve("import"));
        Files.writeString(folder.resolve("import/resnet18.pth"), "abc");
        DataFolder data = new DataFolder(folder.resolve("graft"));
        Vault vault = new AesVault(new MasterKey(Optional.empty(), data));
        EventBus events = new EventBus();
        Bases bases = new Bases();
        CloudSources sources = S3Store.sources(folder.resolve("import"));
        files = new BaseModelFiles(data);
        service = new BaseExperimentService(
                bases, experiments, new ScriptedNetwork(), sources, files, vault, Clock.systemUTC(), events);
        BaseModelPuller puller = new BaseModelPuller(
                bases,
                new BasePullProgress(bases, events, Clock.systemUTC()),
                files,
                sources,
                new PullLimits(10, 1000, 2),
                vault,
                threads);
        events.observe(BaseModelWanted.class, puller::onWanted);
        events.observe(BaseModelSettled.class, done -> settled.release());
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private final class Bases implements BaseExperimentRepository {
        @Override
        public List<Experiment> all() {
            return List.of();
        }

        @Override
        public Optional<Experiment> find(UUID id) {
            return experiments.findReadable(ADMIN.org(), id);
        }
    }

    private ExperimentDraft.Builder draft(String file) {
        CloudDetails source = new CloudDetails(
                Optional.of(CloudType.SELF_HOSTED),
                Optional.empty(),
                Optional.of(new JsonMapper().createObjectNode().put("url", "file://" + folder.resolve("import").resolve(file))));
        return ExperimentDraft.builder()
                .networkArch(ScriptedNetwork.NAME)
                .ngcPath("nvidia/tao/pretrained:resnet18")
                .cloudDetails(source);
    }

    private Experiment registered(ExperimentDraft draft) throws InterruptedException {
        Experiment base = service.register(ADMIN, draft);
        assertThat(settled.tryAcquire(30, TimeUnit.SECONDS)).as("%s", base.basePullStatus()).isTrue();
        return base;
    }

    private static ExperimentDraft.Builder withDigest(ExperimentDraft.Builder draft, String sha256) {
        return draft.sha256Digest(JsonNodeFactory.instance.objectNode().put("resnet18.pth", sha256));
    }

    @Test
    void aModelWithTheRightChecksumIsPublicReadOnlyAndPresent() throws InterruptedException {
        Experiment base = registered(withDigest(draft("resnet18.pth"), SHA256_OF_ABC).build());

        assertThat(base.basePullStatus()).as("%s", base.basePullReason()).contains(PullStatus.PULL_COMPLETE);
        assertThat(base.publicAccess()).isTrue();
        assertThat(base.readOnly()).isTrue();
        assertThat(files.model(base.id())).get().satisfies(model -> assertThat(model).hasContent("abc"));
    }

    @Test
    void aChecksumThatDoesNotMatchIsAnInvalidPullAndLeavesNoFile() throws InterruptedException {
        Experiment base = registered(withDigest(draft("resnet18.pth"), SHA256_OF_ABC.replace('b', 'c')).build());

        assertThat(base.basePullStatus()).contains(PullStatus.INVALID_PULL);
        assertThat(base.basePullReason()).get().asString().contains("resnet18.pth", SHA256_OF_ABC);
        assertThat(files.model(base.id())).isEmpty();
        assertThat(files.work(base.id())).doesNotExist();
    }

    @Test
    void checksumsThatWereNotGivenAreWrittenDown() throws InterruptedException {
        Experiment base = registered(draft("resnet18.pth").build());
        assertThat(base.modelSource().sha256Digest()).get().satisfies(digests -> assertThat(digests.path("resnet18.pth").asText())
                .isEqualTo(SHA256_OF_ABC));
    }

    @Test
    void theIdFollowsFromPathAndArchitecture() {
        // As Python's uuid.uuid5(uuid.UUID(int=0), …) computes it.
        assertThat(BaseExperimentId.of("nvidia/tao/pretrained_classification:resnet18", "classification_pyt", Optional.empty()))
                .hasToString("2b6e4956-ec5b-575e-b070-fbbc52a1ffc4");
        assertThat(BaseExperimentId.of("nvidia/tao/actionrecognitionnet:trainable_v1.0", "action_recognition", Optional.of("3d")))
                .hasToString("a4d7a39d-53bb-52cb-a998-3b2ddf98075e");
    }

    @Test
    void theSameModelIsNotRegisteredTwice() throws InterruptedException {
        registered(draft("resnet18.pth").build());
        assertThatThrownBy(() -> service.register(ADMIN, draft("resnet18.pth").build()))
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.CONFLICT));
    }

    @Test
    void everythingWrongIsToldAtOnceAndOnlyAdministratorsRegister() {
        ExperimentDraft wrong =
                withDigest(ExperimentDraft.builder().networkArch("nosuch"), "short").build();
        assertThatThrownBy(() -> service.register(ADMIN, wrong))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContainingAll("/network_arch", "/ngc_path", "/cloud_details", "/sha256_digest/resnet18.pth");
        Caller member = new Caller(UUID.randomUUID(), "alpha", Role.MEMBER);
        assertThatThrownBy(() -> service.register(member, draft("resnet18.pth").build()))
                .isInstanceOfSatisfying(GraftException.class, e -> assertThat(e.code()).isEqualTo(StandardError.FORBIDDEN));
    }
}
