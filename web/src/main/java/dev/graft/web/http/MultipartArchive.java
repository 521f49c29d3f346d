// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import dev.graft.fault.InvalidRequest;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;

/**
 * The file in a {@code multipart/form-data} body, read straight from the wire: neither memory nor disk holds a copy. Other fields before
 * it are passed over.
 */
final class MultipartArchive {

    private static final Pattern FILE_PART =
            Pattern.compile("(?is).*^content-disposition:[^\\r\\n]*(;\\s*filename\\*?=|;\\s*name=\"?file\"?\\s*(;|$)).*", Pattern.MULTILINE);

    private MultipartArchive() {}

    /**
     * The stream of the first part that is a file or is called {@code file}.
     *
     * @throws InvalidRequest if there is none, or the body is no multipart body
     */
    static InputStream open(InputStream body, MediaType type) throws IOException {
        try {
            MultipartInput parts = MultipartInput.builder().setInputStream(body).setBoundary(boundary(type)).get();
            for (boolean more = parts.skipPreamble(); more; more = parts.readBoundary()) {
                if (FILE_PART.matcher(parts.readHeaders()).matches()) {
                    return parts.newInputStream();
                }
                parts.discardBodyData();
            }
        } catch (FileUploadException | IllegalArgumentException broken) {
            throw InvalidRequest.at("", "the multipart body is broken: " + broken.getMessage());
        }
        throw InvalidRequest.at("/file", "the multipart body has no file; send the archive as the field 'file'");
    }

    private static byte[] boundary(MediaType type) {
        String boundary = type.getParameters().get("boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw InvalidRequest.at("", "the Content-Type multipart/form-data names no boundary");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }
}
