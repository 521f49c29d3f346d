// SPDX-License-Identifier: Apache-2.0
package dev.graft.dataset;

import java.util.UUID;

/**
 * An uploaded archive lies complete in the dataset's inbox. Fired within the transaction; unpacking starts {@code AFTER_SUCCESS}.
 *
 * @param org the dataset's organisation
 * @param id the dataset
 */
public record UploadStored(String org, UUID id) {}
