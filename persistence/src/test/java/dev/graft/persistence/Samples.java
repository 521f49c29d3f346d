// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence;

import dev.graft.dataset.Dataset;
import dev.graft.dataset.DatasetDraft;
import dev.graft.experiment.Experiment;
import dev.graft.experiment.ExperimentDraft;
import dev.graft.org.Caller;
import dev.graft.org.Organisation;
import dev.graft.org.Role;
import dev.graft.secret.AesVault;
import dev.graft.secret.MasterKey;
import dev.graft.secret.Vault;
import dev.graft.spi.network.Domain;
import dev.graft.storage.DataFolder;
import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Things to put into a database. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-03-29T01:30:00.123456Z");
    public static final Vault VAULT = new AesVault(
            new MasterKey(Optional.of(Base64.getEncoder().encodeToString(new byte[32])), new DataFolder(Path.of("unused"))));

    private Samples() {}

    /** A member of a new organisation. */
    public static Caller member(EntityManager entityManager) {
        String name = "org" + UUID.randomUUID().toString().replace("-", "");
        entityManager.persist(new Organisation(name, NOON));
        return new Caller(UUID.randomUUID(), name, Role.MEMBER);
    }

    public static DatasetDraft.Builder datasetDraft() {
        return DatasetDraft.builder().type("object_detection").format("kitti");
    }

    public static Dataset dataset(Caller owner, DatasetDraft draft, Instant now) {
        return new Dataset(UUID.randomUUID(), owner.org(), owner.userId(), draft, VAULT, now);
    }

    public static Experiment experiment(Caller owner, ExperimentDraft.Builder draft, Instant now) {
        return new Experiment(
                UUID.randomUUID(),
                owner.org(),
                owner.userId(),
                Domain.VISION,
                draft.networkArch("classification_pyt").build(),
                VAULT,
                now);
    }
}
