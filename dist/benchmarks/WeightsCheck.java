// SPDX-License-Identifier: Apache-2.0

import dev.graft.torchkit.backbone.BackboneCatalog;
import dev.graft.torchkit.backbone.BackboneOptions;
import dev.graft.torchkit.backbone.Classifier;
import dev.graft.torchkit.checkpoint.LoadReport;
import dev.graft.torchkit.checkpoint.StoredTensor;
import dev.graft.torchkit.checkpoint.TensorBytes;
import dev.graft.torchkit.checkpoint.WeightFile;
import dev.graft.torchkit.checkpoint.WeightLoader;
import dev.graft.torchkit.nn.Initializer;
import dev.graft.torchkit.nn.NativeScope;
import dev.graft.torchkit.nn.TorchOps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** Loads what weights.py wrote into torchkit's networks by name, and compares the logits of its images. */
class WeightsCheck {

    private static final String CASE = ".case.pth";
    private static final double ALLOWED = 1e-4;
    private static final int CLASSES = 1000;

    public static void main(String[] arguments) throws IOException {
        boolean agree = true;
        System.out.println("network                          tensors   largest logit   largest difference");
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.filter(path -> path.toString().endsWith(CASE)).sorted().toList()) {
                agree &= check(file);
            }
        }
        System.out.flush();
        Runtime.getRuntime().halt(agree ? 0 : 1);
    }

    private static boolean check(Path file) throws IOException {
        String name = file.getFileName().toString().replace(CASE, "");
        Initializer init = Initializer.seeded(1);
        Classifier network = new Classifier(BackboneCatalog.standard().create(name, BackboneOptions.DEFAULTS, init), CLASSES, init);
        LoadReport report = WeightLoader.load(file.resolveSibling(name + ".pth"), network);
        if (!report.missing().isEmpty() || !report.left().isEmpty()) {
            System.out.println(name + ": " + report.summary());
            return false;
        }
        network.eval();
        Map<String, StoredTensor> tensors = WeightFile.read(file).tensors();
        double[] values = NativeScope.withoutGrad(() -> {
            Tensor expected = TensorBytes.toTensor(tensors.get("logits"));
            Tensor actual = network.forward(new TorchOps(), TensorBytes.toTensor(tensors.get("images")));
            return new double[] {expected.abs().max().item_double(), actual.sub(expected).abs().max().item_double()};
        });
        System.out.printf(Locale.ROOT, "%-30s   %7d   %13.2f   %18.1e%n", name, report.taken().size(), values[0], values[1]);
        return values[1] <= ALLOWED;
    }
}
