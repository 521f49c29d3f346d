// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.convert;

import dev.graft.experiment.ModelSource;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** {@link ModelSource} as JSON text. */
@Converter(autoApply = true)
public class ModelSourceConverter implements AttributeConverter<ModelSource, String> {

    private static final JsonText<ModelSource> JSON = new JsonText<>(ModelSource.class);

    @Override
    public String convertToDatabaseColumn(ModelSource value) {
        return JSON.write(value);
    }

    @Override
    public ModelSource convertToEntityAttribute(String text) {
        return JSON.read(text);
    }
}
