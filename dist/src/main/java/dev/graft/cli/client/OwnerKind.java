// SPDX-License-Identifier: Apache-2.0
package dev.graft.cli.client;

/** What jobs belong to. */
public enum OwnerKind {
    DATASET("datasets", "dataset_id"),
    EXPERIMENT("experiments", "experiment_id");

    private final String collection;
    private final String idField;

    OwnerKind(String collection, String idField) {
        this.collection = collection;
        this.idField = idField;
    }

    /** The segment of the path. */
    public String collection() {
        return collection;
    }

    /** The field of a job that names its owner. */
    public String idField() {
        return idField;
    }
}
