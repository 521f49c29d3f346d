// SPDX-License-Identifier: Apache-2.0
package dev.graft.web.dataset;

import dev.graft.dataset.PartialUpload;
import dev.graft.dataset.PartialUploads;
import dev.graft.dataset.UploadChecksum;
import dev.graft.fault.InvalidRequest;
import dev.graft.spi.error.GraftException;
import dev.graft.spi.error.StandardError;
import dev.graft.web.http.Paths;
import dev.graft.web.security.access.CurrentCaller;
import dev.graft.web.security.http.LargeBody;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Uploads in parts, by tus 1.0.0 (tus.io): the core protocol with the extensions creation, checksum, termination and expiration. Clients
 * that do not send {@code Tus-Resumable} are served all the same.
 */
@Path(Paths.DATASETS + "/" + Paths.DATASET_ID + "/uploads")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class Uploads {

    private static final String TUS = "Tus-Resumable";
    private static final String VERSION = "1.0.0";
    private static final String OFFSET = "Upload-Offset";
    private static final String LENGTH = "Upload-Length";
    private static final String METADATA = "Upload-Metadata";
    private static final String PART = "application/offset+octet-stream";
    private static final String ID = "{upload_id:" + Paths.UUID + "}";

    private final PartialUploads uploads;
    private final CurrentCaller caller;

    /** For the container's proxy. */
    public Uploads() {
        this(null, null);
    }

    @Inject
    public Uploads(PartialUploads uploads, CurrentCaller caller) {
        this.uploads = uploads;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listUploads")
    public List<UploadRsp> list(@PathParam("dataset_id") UUID datasetId) {
        return uploads.list(caller.get(), datasetId).stream().map(UploadRsp::of).toList();
    }

    /** Begins an upload; the header {@code Location} says where its parts go. */
    @POST
    @Operation(operationId = "beginUpload")
    public Response begin(
            @PathParam("dataset_id") UUID datasetId,
            @HeaderParam(TUS) String version,
            @HeaderParam(LENGTH) String length,
            @HeaderParam(METADATA) String metadata,
            @Context UriInfo uri) {
        checkVersion(version);
        PartialUpload upload = uploads.begin(caller.get(), datasetId, number(LENGTH, length), metadata == null ? "" : metadata);
        return described(Response.created(uri.getAbsolutePathBuilder().path(upload.id().toString()).build()), upload)
                .entity(UploadRsp.of(upload))
                .build();
    }

    /** Tells how much has arrived. */
    @HEAD
    @Path(ID)
    @Operation(operationId = "getUploadOffset")
    public Response offset(
            @PathParam("dataset_id") UUID datasetId, @PathParam("upload_id") UUID id, @HeaderParam(TUS) String version) {
        checkVersion(version);
        PartialUpload upload = uploads.get(caller.get(), datasetId, id);
        Response.ResponseBuilder response = described(Response.ok(), upload)
                .header(LENGTH, upload.length())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return (upload.metadata().isEmpty() ? response : response.header(METADATA, upload.metadata())).build();
    }

    /** Takes the next part. */
    @PATCH
    @Path(ID)
    @LargeBody
    @Operation(operationId = "continueUpload")
    public Response append(
            @PathParam("dataset_id") UUID datasetId,
            @PathParam("upload_id") UUID id,
            @HeaderParam(TUS) String version,
            @HeaderParam(OFFSET) String offset,
            @HeaderParam("Upload-Checksum") String checksum,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) String type,
            InputStream body) {
        checkVersion(version);
        if (!PART.equalsIgnoreCase(type == null ? "" : type.strip())) {
            throw new GraftException(
                    StandardError.UNSUPPORTED_MEDIA_TYPE, "A part of an upload has the Content-Type " + PART + ", not " + type + ".");
        }
        PartialUpload upload = uploads.append(
                caller.get(),
                datasetId,
                id,
                number(OFFSET, offset),
                body,
                Optional.ofNullable(checksum).map(UploadChecksum::parse));
        return described(Response.noContent(), upload).build();
    }

    /** Gives an upload up. */
    @DELETE
    @Path(ID)
    @Operation(operationId = "deleteUpload")
    public Response delete(
            @PathParam("dataset_id") UUID datasetId, @PathParam("upload_id") UUID id, @HeaderParam(TUS) String version) {
        checkVersion(version);
        uploads.delete(caller.get(), datasetId, id);
        return Response.noContent().header(TUS, VERSION).build();
    }

    private static Response.ResponseBuilder described(Response.ResponseBuilder response, PartialUpload upload) {
        return response.header(TUS, VERSION)
                .header(OFFSET, upload.offset())
                .header("Upload-Expires", DateTimeFormatter.RFC_1123_DATE_TIME.format(upload.expiresOn().atOffset(ZoneOffset.UTC)));
    }

    private static void checkVersion(String version) {
        if (version != null && !version.strip().equals(VERSION)) {
            throw new GraftException(
                    StandardError.PRECONDITION_FAILED, TUS + " is " + version + "; this server speaks " + VERSION + ".");
        }
    }

    private static long number(String header, String value) {
        if (value == null || !value.strip().matches("[0-9]{1,18}")) {
            throw InvalidRequest.at("", "the header " + header + " is " + (value == null ? "missing" : "'" + value + "'")
                    + "; send a number of bytes");
        }
        return Long.parseLong(value.strip());
    }
}
