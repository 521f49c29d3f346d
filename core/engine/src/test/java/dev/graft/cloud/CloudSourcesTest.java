// SPDX-License-Identifier: Apache-2.0
package dev.graft.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.spi.spec.SpecFault;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.opendal.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudSourcesTest {

    private final CloudSources strict = new CloudSources(new ImportRules(List.of(), Set.of()));

    @TempDir
    Path folder;

    private static CloudDetails details(String type, String fileType, String specifics) throws IOException {
        return new CloudDetails(
                CloudType.find(type), CloudFileType.find(fileType), Optional.of(new JsonMapper().readTree(specifics)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aws | folder | {'cloud_bucket_name':'my-bucket','access_key':'a','secret_key':'b','cloud_region':'eu-west-1'} |",
                "aws | folder | {'cloud_bucket_name':'public-bucket'} |",
                "aws | folder | {} | /cloud_bucket_name",
                "aws | folder | {'cloud_bucket_name':'my-bucket','access_key':'a'} | /secret_key",
                "aws | folder | {'cloud_bucket_name':'my-bucket','cloud_region':'x.evil.example/'} | /cloud_region",
                "aws | folder | {'cloud_bucket_name':'my-bucket','endpoint_url':'http://169.254.169.254'} | /endpoint_url",
                "aws | file | {'cloud_bucket_name':'my-bucket'} | /cloud_file_path",
                "aws | file | {'cloud_bucket_name':'my-bucket','cloud_file_path':'../x'} | /cloud_file_path",
                "azure | folder | {'cloud_bucket_name':'box','account_name':'acc','access_key':'c2VjcmV0a2V5'} |",
                "azure | folder | {'cloud_bucket_name':'box','account_name':'acc.evil.example/','access_key':'c2VjcmV0a2V5'} | /account_name",
                "azure | folder | {'cloud_bucket_name':'box','account_name':'acc'} | /access_key",
                "gcp | folder | {'cloud_bucket_name':'box','credential':{'type':'service_account'}} |",
                "gcp | folder | {} | /cloud_bucket_name",
                "huggingface | folder | {'repo_id':'owner/name','token':'hf_x'} |",
                "huggingface | folder | {'url':'https://huggingface.co/datasets/owner/name/tree/main/part'} |",
                "huggingface | folder | {'url':'https://evil.example/datasets/owner/name'} | /url",
                "huggingface | folder | {'repo_id':'../x'} | /repo_id",
                "self_hosted | file | {'url':'https://data.example.org/set.zip'} |",
                "self_hosted | folder | {'url':'https://data.example.org/set.zip'} | /url",
                "self_hosted | file | {'url':'ftp://data.example.org/set.zip'} | /url",
                "self_hosted | folder | {'url':'file:///etc'} | /url",
                "self_hosted | folder | {'endpoint_url':'http://10.0.0.1:9000','cloud_bucket_name':'my-bucket'} | /endpoint_url",
                "self_hosted | folder | {} | /url",
                "self_hosted | folder | [] | ``",
            })
    void detailsAreJudgedBeforeAnythingIsAsked(String type, String fileType, String specifics, String pointer) throws IOException {
        List<String> faults = strict.faults(details(type, fileType, specifics.replace('\'', '"')), "dataset").stream()
                .map(SpecFault::pointer)
                .toList();
        if (pointer == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).contains("/cloud_specific_details" + pointer);
        }
    }

    @Test
    void noFaultRepeatsASecret() throws IOException {
        CloudDetails details = details("azure", "folder", "{\"access_key\":\"not base64 hunter2\",\"account_name\":\"hunter2!\"}");
        assertThat(strict.faults(details, "dataset").toString()).doesNotContain("hunter2");
        assertThat(OpenDalService.s3(new Specifics(details), new ImportRules(List.of(), Set.of()))).hasToString("OpenDalService[s3]");
    }

    @Test
    void detailsWithoutATypeNameNothingToPull() {
        assertThat(strict.faults(new CloudDetails(Optional.empty(), Optional.empty(), Optional.empty()), "dataset")).isEmpty();
    }

    @Test
    void aFolderBelowAnImportRootIsReadWithoutItsLinks() throws IOException {
        Path data = Files.createDirectories(folder.resolve("root/data/images"));
        Files.writeString(data.resolve("a.jpg"), "a");
        Files.createSymbolicLink(data.resolve("link"), Files.writeString(folder.resolve("secret"), "x"));
        CloudDetails details =
                details("self_hosted", "folder", "{\"url\":\"file://" + folder.resolve("root/data") + "\"}");
        List<String> found = new ArrayList<>();
        try (CloudSource source = S3Store.sources(folder.resolve("root")).open(details, "dataset")) {
            source.list(file -> found.add(file.path()));
        }
        assertThat(found).containsExactly("images/a.jpg");
    }

    @Test
    void theLibraryCanBeLoadedAgainAsAfterARedeployment() throws Exception {
        URL[] jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.contains("opendal"))
                .map(CloudSourcesTest::url)
                .toArray(URL[]::new);
        for (int deployment = 0; deployment < 2; deployment++) {
            try (URLClassLoader loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
                Class<?> operator = loader.loadClass(Operator.class.getName());
                assertThat(operator).isNotSameAs(Operator.class);
                assertThatCode(() -> Class.forName(operator.getName(), true, loader)).doesNotThrowAnyException();
                assertThatCode(() -> loader.loadClass("org.apache.opendal.NativeLibrary").getMethod("loadLibrary").invoke(null))
                        .doesNotThrowAnyException();
            }
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
