// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A storage as Apache OpenDAL knows it.
 *
 * @param scheme OpenDAL's name of the service
 * @param options its options; they hold credentials
 * @param path what is pulled, within the service's root; empty for all
 */
record OpenDalService(String scheme, Map<String, String> options, String path) {

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,220}[A-Za-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern AZURE_ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}={0,2}");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][\\w.-]{0,95}(/[A-Za-z0-9][\\w.-]{0,95})?");
    private static final Pattern REVISION = Pattern.compile("[\\w.-]+(/[\\w.-]+)*");
    private static final Pattern REPOSITORY_KIND = Pattern.compile("dataset|model|space");
    private static final String BUCKET_FORM = "the name of a bucket";
    private static final String PATH = "cloud_file_path";

    OpenDalService {
        options = Map.copyOf(options);
    }

    @Override
    public String toString() {
        return "OpenDalService[" + scheme + "]";
    }

    /** Amazon S3, or what speaks like it at {@code endpoint_url}. */
    static OpenDalService s3(Specifics specifics, ImportRules rules) {
        Map<String, String> options = new HashMap<>();
        options.put("bucket", specifics.required("cloud_bucket_name", BUCKET, BUCKET_FORM));
        String region = specifics.text("cloud_region", REGION, "a region such as us-east-1").orElse("us-east-1");
        options.put("region", region);
        options.put("endpoint", endpoint(specifics, rules).orElse("https://s3." + region + ".amazonaws.com"));
        // The server's own account is none of the user's business.
        options.put("disable_config_load", "true");
        options.put("disable_ec2_metadata", "true");
        if (specifics.has("access_key") || specifics.has("secret_key")) {
            options.put("access_key_id", secret(specifics, "access_key"));
            options.put("secret_access_key", secret(specifics, "secret_key"));
            specifics.text("session_token").ifPresent(token -> options.put("session_token", token));
        } else {
            options.put("allow_anonymous", "true");
        }
        return new OpenDalService("s3", options, specifics.path(PATH));
    }

    /** Azure Blob Storage; the bucket is its container. */
    static OpenDalService azure(Specifics specifics, ImportRules rules) {
        Map<String, String> options = new HashMap<>();
        options.put("container", specifics.required("cloud_bucket_name", BUCKET, "the name of a container"));
        String account = specifics.required("account_name", AZURE_ACCOUNT, "the name of a storage account");
        options.put("account_name", account);
        options.put("account_key", specifics.required("access_key", BASE64, "the account's key"));
        options.put("endpoint", endpoint(specifics, rules).orElse("https://" + account + ".blob.core.windows.net"));
        return new OpenDalService("azblob", options, specifics.path(PATH));
    }

    /** Google Cloud Storage; {@code credential} is the JSON key of a service account, {@code token} an access token. */
    static OpenDalService gcp(Specifics specifics, ImportRules rules) {
        Map<String, String> options = new HashMap<>();
        options.put("bucket", specifics.required("cloud_bucket_name", BUCKET, BUCKET_FORM));
        options.put("disable_config_load", "true");
        options.put("disable_vm_metadata", "true");
        endpoint(specifics, rules).ifPresent(endpoint -> options.put("endpoint", endpoint));
        Optional<String> credential = specifics.credential("credential").map(OpenDalService::base64);
        Optional<String> token = specifics.text("token");
        credential.ifPresent(key -> options.put("credential", key));
        token.ifPresent(key -> options.put("token", key));
        if (credential.isEmpty() && token.isEmpty()) {
            options.put("allow_anonymous", "true");
        }
        return new OpenDalService("gcs", options, specifics.path(PATH));
    }

    /** A repository of huggingface.co. */
    static OpenDalService huggingFace(Specifics specifics, String defaultKind) {
        Map<String, String> options = new HashMap<>();
        Optional<HuggingFaceAddress> address = specifics.text("url").flatMap(HuggingFaceAddress::parse);
        if (specifics.has("url") && address.isEmpty()) {
            specifics.fault("/url", "must be the address of a repository, such as https://huggingface.co/datasets/owner/name");
        }
        options.put("repo_id", address.map(HuggingFaceAddress::repository)
                .orElseGet(() -> specifics.has("url") ? "" : specifics.required("repo_id", REPOSITORY, "owner/name")));
        options.put("repo_type", specifics.text("repo_type", REPOSITORY_KIND, "dataset, model or space")
                .or(() -> address.map(HuggingFaceAddress::kind))
                .orElse(defaultKind));
        options.put("revision", specifics.text("revision", REVISION, "a branch, tag or commit")
                .or(() -> address.flatMap(HuggingFaceAddress::revision))
                .orElse("main"));
        specifics.text("token").ifPresent(token -> options.put("token", token));
        String path = specifics.path(PATH);
        return new OpenDalService("huggingface", options, path.isEmpty() ? address.map(HuggingFaceAddress::path).orElse("") : path);
    }

    private static String secret(Specifics specifics, String name) {
        Optional<String> value = specifics.text(name);
        if (value.isEmpty()) {
            specifics.fault("/" + name, "is missing; access_key and secret_key belong together");
        }
        return value.orElse("");
    }

    private static String base64(String credential) {
        return credential.startsWith("{")
                ? Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8))
                : credential;
    }

    /**
     * Where else than at the cloud's own address the service is. OpenDAL follows redirects and resolves names by itself, beyond what
     * could be checked here; so such a host has to be one that the administrator trusts.
     */
    private static Optional<String> endpoint(Specifics specifics, ImportRules rules) {
        Optional<URI> address = specifics.address("endpoint_url");
        address.filter(given -> given.getScheme() == null || !given.getScheme().matches("https?") || given.getUserInfo() != null)
                .ifPresent(given -> specifics.fault("/endpoint_url", "must be an http or https address without a user"));
        address.filter(given -> !rules.lists(given))
                .ifPresent(given -> specifics.fault(
                        "/endpoint_url", "is on a host that the administrator has not listed (graft.import.hosts)"));
        return address.map(URI::toString);
    }
}
