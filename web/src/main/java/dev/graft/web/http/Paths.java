// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

/** Parts of path templates. Ids are pinned to their shape, so that a verb after a colon is never read as part of an id. */
public final class Paths {

    /** Shape of an id. */
    public static final String UUID = "[0-9a-fA-F-]{36}";

    /** Everything of an organisation. */
    public static final String ORG = "orgs/{org_name}";

    /** The datasets of an organisation. */
    public static final String DATASETS = ORG + "/datasets";

    /** The experiments of an organisation. */
    public static final String EXPERIMENTS = ORG + "/experiments";

    /** One dataset, below {@link #DATASETS}. */
    public static final String DATASET_ID = "{dataset_id:" + UUID + "}";

    /** One experiment, below {@link #EXPERIMENTS}. */
    public static final String EXPERIMENT_ID = "{experiment_id:" + UUID + "}";

    /** One job, below the jobs of its owner. */
    public static final String JOB_ID = "{job_id:" + UUID + "}";

    private Paths() {}
}
