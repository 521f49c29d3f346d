// SPDX-License-Identifier: Apache-2.0
package dev.graft.persistence.job;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.graft.job.JobResult;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;

/** Stores a job's result as JSON text. */
@Converter(autoApply = true)
public class JobResultConverter implements AttributeConverter<JobResult, String> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What is empty is not written, and what an older server did not know is not there.
            .withConfigOverride(List.class, lists -> lists.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    @Override
    public String convertToDatabaseColumn(JobResult result) {
        try {
            return result == null ? null : JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result of plain values cannot fail to be written", e);
        }
    }

    @Override
    public JobResult convertToEntityAttribute(String text) {
        try {
            return text == null ? null : JSON.readValue(text, JobResult.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored job result is not readable", e);
        }
    }
}
