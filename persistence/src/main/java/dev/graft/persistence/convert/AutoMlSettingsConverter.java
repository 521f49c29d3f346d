// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.convert;

import dev.graft.experiment.AutoMlSettings;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** {@link AutoMlSettings} as JSON text. */
@Converter(autoApply = true)
public class AutoMlSettingsConverter implements AttributeConverter<AutoMlSettings, String> {

    private static final JsonText<AutoMlSettings> JSON = new JsonText<>(AutoMlSettings.class);

    @Override
    public String convertToDatabaseColumn(AutoMlSettings value) {
        return JSON.write(value);
    }

    @Override
    public AutoMlSettings convertToEntityAttribute(String text) {
        return JSON.read(text);
    }
}
