// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.convert;

import dev.graft.experiment.CheckpointEpochs;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** {@link CheckpointEpochs} as JSON text. */
@Converter(autoApply = true)
public class CheckpointEpochsConverter implements AttributeConverter<CheckpointEpochs, String> {

    private static final JsonText<CheckpointEpochs> JSON = new JsonText<>(CheckpointEpochs.class);

    @Override
    public String convertToDatabaseColumn(CheckpointEpochs value) {
        return JSON.write(value);
    }

    @Override
    public CheckpointEpochs convertToEntityAttribute(String text) {
        return JSON.read(text);
    }
}
