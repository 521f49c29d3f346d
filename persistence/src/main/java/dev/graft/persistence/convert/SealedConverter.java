// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.convert;

import dev.graft.secret.Sealed;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** A sealed secret as its ciphertext. */
@Converter(autoApply = true)
public class SealedConverter implements AttributeConverter<Sealed, String> {

    @Override
    public String convertToDatabaseColumn(Sealed sealed) {
        return sealed == null ? null : sealed.ciphertext();
    }

    @Override
    public Sealed convertToEntityAttribute(String ciphertext) {
        return ciphertext == null ? null : new Sealed(ciphertext);
    }
}
