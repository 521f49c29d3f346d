// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import dev.graft.spi.spec.SpecFault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens what {@code cloud_details} name. The fields of {@code cloud_specific_details} bear the names of TAO's own documents:
 *
 * <ul>
 *   <li>{@code aws}: {@code cloud_bucket_name}, {@code cloud_region}, {@code access_key}, {@code secret_key} (both or, for a public
 *       bucket, none), {@code endpoint_url}
 *   <li>{@code azure}: {@code account_name}, {@code access_key}, {@code cloud_bucket_name}, {@code endpoint_url}
 *   <li>{@code gcp}: {@code cloud_bucket_name}, {@code credential} (a service account's JSON key) or {@code token}
 *   <li>{@code huggingface}: {@code url}, or {@code repo_id} with {@code repo_type} and {@code revision}; {@code token}
 *   <li>{@code self_hosted}: {@code url} (an http(s) file, or {@code file:///} below an import root) with {@code token}; or the fields of
 *       {@code aws} with {@code endpoint_url}
 * </ul>
 *
 * Everywhere {@code cloud_file_path} says which file or folder in the storage is meant; without it, all of it.
 */
@ApplicationScoped
public class CloudSources {

    private static final String SPECIFICS = "/cloud_specific_details";

    private final ImportRules rules;

    /** For the container's proxy. */
    protected CloudSources() {
        this(null);
    }

    @Inject
    public CloudSources(ImportRules rules) {
        this.rules = rules;
    }

    /** What is wrong with details, with pointers into them; empty also if they name no type, and so nothing to pull. */
    public List<SpecFault> faults(CloudDetails details, String defaultRepository) {
        if (details.type().isEmpty()) {
            return List.of();
        }
        Specifics specifics = new Specifics(details);
        plan(details, specifics, defaultRepository);
        return specifics.faults().stream()
                .map(fault -> new SpecFault(SPECIFICS + fault.pointer(), fault.message()))
                .toList();
    }

    /**
     * Opens the storage; nothing is read yet.
     *
     * @param defaultRepository {@code dataset} or {@code model}: which kind of Hugging Face repository is meant if none is named
     * @throws CloudFault if the details are wrong or lead where the server does not go
     */
    public CloudSource open(CloudDetails details, String defaultRepository) throws CloudFault {
        Specifics specifics = new Specifics(details);
        Opener opener = plan(details, specifics, defaultRepository);
        if (!specifics.faults().isEmpty()) {
            SpecFault first = specifics.faults().get(0);
            throw new CloudFault(
                    CloudFault.Cause.MISCONFIGURED, "cloud_specific_details" + first.pointer() + " " + first.message() + ".");
        }
        return opener.open();
    }

    /** Opens what was found in order. */
    @FunctionalInterface
    private interface Opener {
        CloudSource open() throws CloudFault;
    }

    private Opener plan(CloudDetails details, Specifics specifics, String defaultRepository) {
        return switch (details.type().orElseThrow()) {
            case AWS -> openDal(OpenDalService.s3(specifics, rules), details, specifics);
            case AZURE -> openDal(OpenDalService.azure(specifics, rules), details, specifics);
            case GCP -> openDal(OpenDalService.gcp(specifics, rules), details, specifics);
            case HUGGINGFACE -> openDal(OpenDalService.huggingFace(specifics, defaultRepository), details, specifics);
            case SELF_HOSTED -> selfHosted(details, specifics);
        };
    }

    private static Opener openDal(OpenDalService service, CloudDetails details, Specifics specifics) {
        CloudFileType type = details.fileType().orElse(CloudFileType.FOLDER);
        if (type == CloudFileType.FILE && service.path().isEmpty()) {
            specifics.fault("/cloud_file_path", "is missing; it says which file is meant");
        }
        return () -> new OpenDalSource(service, type);
    }

    private Opener selfHosted(CloudDetails details, Specifics specifics) {
        if (specifics.has("endpoint_url") && !specifics.has("url")) {
            return openDal(OpenDalService.s3(specifics, rules), details, specifics);
        }
        Optional<URI> address = specifics.address("url");
        if (address.isEmpty()) {
            specifics.fault("/url", "is missing; an http(s) or file address, or endpoint_url with cloud_bucket_name, is expected");
            return () -> {
                throw new IllegalStateException("details with faults are not opened");
            };
        }
        URI url = address.get();
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        switch (scheme) {
            case "file" -> checkFile(url, specifics);
            case "http", "https" -> checkHttp(url, details, specifics);
            default -> specifics.fault("/url", "must begin with https://, http:// or file:///");
        }
        Optional<String> token = specifics.text("token");
        return () -> scheme.equals("file")
                ? new ImportFolderSource(rules.place(Path.of(url.getPath())))
                : new HttpSource(url, token, rules);
    }

    private void checkFile(URI url, Specifics specifics) {
        try {
            if (url.getPath() == null || url.getHost() != null) {
                specifics.fault("/url", "must be of the form file:///folder");
            } else {
                rules.place(Path.of(url.getPath()));
            }
        } catch (CloudFault e) {
            specifics.fault("/url", e.getMessage());
        }
    }

    /** The name is not resolved yet, which may take long; {@link #open} does. */
    private static void checkHttp(URI url, CloudDetails details, Specifics specifics) {
        if (url.getHost() == null || url.getUserInfo() != null) {
            specifics.fault("/url", "must name a host, and no user or password");
        }
        if (details.fileType().equals(Optional.of(CloudFileType.FOLDER))) {
            specifics.fault("/url", "is an http address, which has no folders; use cloud_file_type file");
        }
    }
}
