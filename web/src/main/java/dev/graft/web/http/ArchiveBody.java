// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.http;

import dev.graft.fault.InvalidRequest;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * The archive that a request carries, as the body itself (whatever binary type it is sent as) or as a file of a form. Which kind of
 * archive it is shows in its content.
 */
public final class ArchiveBody {

    private ArchiveBody() {}

    /**
     * The archive's bytes.
     *
     * @param type the request's Content-Type, null if it has none
     * @throws InvalidRequest if the body is empty or a form without a file
     * @throws GraftException UNSUPPORTED_MEDIA_TYPE for types that are no archive
     */
    public static InputStream open(InputStream body, MediaType type) throws IOException {
        if (type != null && type.isCompatible(MediaType.MULTIPART_FORM_DATA_TYPE) && !type.isWildcardType()) {
            return notEmpty(MultipartArchive.open(body, type));
        }
        if (type != null && (type.getType().equals("text") || type.getSubtype().contains("json"))) {
            throw new GraftException(
                    StandardError.UNSUPPORTED_MEDIA_TYPE,
                    "an upload is an archive (tar, tar.gz, tgz or zip), not " + type.getType() + "/" + type.getSubtype()
                            + "; send it as multipart/form-data with the field 'file', or as application/octet-stream");
        }
        return notEmpty(body);
    }

    private static InputStream notEmpty(InputStream body) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(body, 1);
        int first = stream.read();
        if (first < 0) {
            throw InvalidRequest.at("", "the body is empty; send a tar, tar.gz, tgz or zip archive");
        }
        stream.unread(first);
        return stream;
    }
}
