// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.fault.InvalidRequest;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveBodyTest {

    private static final MediaType FORM = new MediaType("multipart", "form-data", Map.of("boundary", "XX"));

    @ParameterizedTest
    @CsvSource({"application,octet-stream", "application,x-tar", "application,gzip", "application,zip", "application,x-www-form-urlencoded"})
    void aBodyIsTheArchiveItself(String type, String subtype) throws IOException {
        assertThat(read("archive", new MediaType(type, subtype))).isEqualTo("archive");
    }

    @Test
    void aBodyWithoutATypeIsTheArchiveItself() throws IOException {
        assertThat(read("archive", null)).isEqualTo("archive");
    }

    @Test
    void theFileOfAFormIsFoundBehindOtherFields() throws IOException {
        String form = part("form-data; name=\"note\"", "hello") + part("form-data; name=\"file\"; filename=\"a.tar\"", "arch\r\n--X\r\nive")
                + "--XX--\r\n";
        assertThat(read(form, FORM)).isEqualTo("arch\r\n--X\r\nive");
    }

    @Test
    void aFileUnderAnotherNameIsTakenToo() throws IOException {
        assertThat(read(part("form-data; name=\"data\"; filename=\"a.tar\"", "archive") + "--XX--\r\n", FORM)).isEqualTo("archive");
    }

    @Test
    void aFieldCalledFileIsTakenWithoutAFileName() throws IOException {
        assertThat(read(part("form-data; name=\"file\"", "archive") + "--XX--\r\n", FORM)).isEqualTo("archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--XX--\r\n", "no form at all", "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--XX--\r\n"})
    void aFormWithoutAFileIsRefused(String form) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> read(form, FORM));
    }

    @Test
    void aFormWithoutABoundaryIsRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("x", MediaType.MULTIPART_FORM_DATA_TYPE))
                .withMessageContaining("boundary");
    }

    @Test
    void aFormThatEndsInTheMiddleOfTheFileIsNotTakenForWhole() {
        String cut = part("form-data; name=\"file\"; filename=\"a.tar\"", "archive").replace("archive\r\n", "arch");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(cut, FORM));
    }

    @ParameterizedTest
    @CsvSource({"application,json", "text,plain", "text,html"})
    void aTypeThatIsNoArchiveIsRefused(String type, String subtype) {
        assertThatExceptionOfType(GraftException.class)
                .isThrownBy(() -> read("{}", new MediaType(type, subtype)))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(StandardError.UNSUPPORTED_MEDIA_TYPE));
    }

    @Test
    void anEmptyBodyIsRefused() {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(() -> read("", MediaType.APPLICATION_OCTET_STREAM_TYPE))
                .withMessageContaining("empty");
    }

    private static String part(String disposition, String content) {
        return "--XX\r\nContent-Disposition: " + disposition + "\r\nContent-Type: application/x-tar\r\n\r\n" + content + "\r\n";
    }

    private static String read(String body, MediaType type) throws IOException {
        try (InputStream archive = ArchiveBody.open(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), type)) {
            return new String(archive.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
