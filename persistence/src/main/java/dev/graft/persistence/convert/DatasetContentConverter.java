// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.convert;

import dev.graft.dataset.DatasetContent;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** {@link DatasetContent} as JSON text. */
@Converter(autoApply = true)
public class DatasetContentConverter implements AttributeConverter<DatasetContent, String> {

    private static final JsonText<DatasetContent> JSON = new JsonText<>(DatasetContent.class);

    @Override
    public String convertToDatabaseColumn(DatasetContent value) {
        return JSON.write(value);
    }

    @Override
    public DatasetContent convertToEntityAttribute(String text) {
        return JSON.read(text);
    }
}
