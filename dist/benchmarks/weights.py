#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Full weight files of torchvision's networks with random values, and what they make of random images. Usage: weights.py FOLDER

Each network has its state in FOLDER/<network>.pth (one of them as the pickle of old), and images and logits in FOLDER/<network>.case.pth.
Torchvision's Swin has names of its own, which become the published ones here. DINOv2's forward pass is written down below."""

import re
import sys

import torch
import torchvision
from torch.nn import functional

SIDE = 96

NETWORKS = {
    "resnet_18": torchvision.models.resnet18,
    "resnet_50": torchvision.models.resnet50,
    "efficientnet-b0": torchvision.models.efficientnet_b0,
    "efficientnet-b3": torchvision.models.efficientnet_b3,
    "mobilenet_v2": torchvision.models.mobilenet_v2,
    "swin_tiny_patch4_window7_224": torchvision.models.swin_t,
}
OLD = {"resnet_50"}


def stir(network):
    """Values other than the initial ones for all that starts as zero or one; branches stay small enough to keep logits near 1."""
    for name, tensor in network.state_dict().items():
        if name.endswith("running_var"):
            tensor.uniform_(0.8, 1.2)
        elif name.endswith("running_mean"):
            tensor.normal_(0, 0.1)
        elif tensor.dim() == 1 and tensor.is_floating_point():
            tensor.add_(torch.randn(tensor.shape) * 0.1)


def published(name):
    """A name of torchvision's Swin as that of the published weights; empty for what follows from the others."""
    if name.endswith("relative_position_index"):
        return ""
    name = re.sub(r"^features\.0\.0\.", "patch_embed.proj.", name)
    name = re.sub(r"^features\.0\.2\.", "patch_embed.norm.", name)
    name = re.sub(r"^features\.([1357])\.(\d+)\.", lambda found: f"layers.{int(found[1]) // 2}.blocks.{found[2]}.", name)
    name = re.sub(r"^features\.([246])\.", lambda found: f"layers.{int(found[1]) // 2 - 1}.downsample.", name)
    return name.replace(".mlp.0.", ".mlp.fc1.").replace(".mlp.3.", ".mlp.fc2.")


def save(name, state, images, logits, folder):
    torch.save(state, f"{folder}/{name}.pth", _use_new_zipfile_serialization=name not in OLD)
    torch.save({"images": images, "logits": logits}, f"{folder}/{name}.case.pth")


def dino(width=768, depth=12, side=37, classes=1000):
    """Weights of a ViT-B/14 by DINOv2's names."""
    shapes = {
        "cls_token": (1, 1, width),
        "pos_embed": (1, 1 + side * side, width),
        "patch_embed.proj.weight": (width, 3, 14, 14),
        "patch_embed.proj.bias": (width,),
    }
    for block in range(depth):
        shapes |= {
            f"blocks.{block}.{name}": shape
            for name, shape in {
                "norm1.weight": (width,),
                "norm1.bias": (width,),
                "attn.qkv.weight": (3 * width, width),
                "attn.qkv.bias": (3 * width,),
                "attn.proj.weight": (width, width),
                "attn.proj.bias": (width,),
                "ls1.gamma": (width,),
                "norm2.weight": (width,),
                "norm2.bias": (width,),
                "mlp.fc1.weight": (4 * width, width),
                "mlp.fc1.bias": (4 * width,),
                "mlp.fc2.weight": (width, 4 * width),
                "mlp.fc2.bias": (width,),
                "ls2.gamma": (width,),
            }.items()
        }
    shapes |= {"norm.weight": (width,), "norm.bias": (width,), "head.weight": (classes, width), "head.bias": (classes,)}
    return {name: torch.randn(shape) * 0.05 + (1 if name.endswith("norm.weight") else 0) for name, shape in shapes.items()}


def dino_logits(state, images, width=768, depth=12, heads=12, side=37):
    patches = functional.conv2d(images, state["patch_embed.proj.weight"], state["patch_embed.proj.bias"], stride=14)
    rows, columns = patches.shape[2:]
    grid = state["pos_embed"][:, 1:].reshape(1, side, side, width).permute(0, 3, 1, 2)
    grid = functional.interpolate(grid, scale_factor=((rows + 0.1) / side, (columns + 0.1) / side), mode="bicubic")
    positions = torch.cat([state["pos_embed"][:, :1], grid.flatten(2).transpose(1, 2)], 1)
    x = torch.cat([state["cls_token"].expand(len(images), -1, -1), patches.flatten(2).transpose(1, 2)], 1) + positions

    def norm(x, name):
        return functional.layer_norm(x, (width,), state[name + ".weight"], state[name + ".bias"], 1e-6)

    def linear(x, name):
        return functional.linear(x, state[name + ".weight"], state[name + ".bias"])

    for block in range(depth):
        name = f"blocks.{block}."
        queries, keys, values = linear(norm(x, name + "norm1"), name + "attn.qkv").chunk(3, -1)
        split = [part.unflatten(-1, (heads, -1)).transpose(1, 2) for part in (queries, keys, values)]
        attention = (split[0] @ split[1].transpose(2, 3) / (width / heads) ** 0.5).softmax(-1)
        mixed = linear((attention @ split[2]).transpose(1, 2).flatten(2), name + "attn.proj")
        x = x + state[name + "ls1.gamma"] * mixed
        changed = linear(functional.gelu(linear(norm(x, name + "norm2"), name + "mlp.fc1")), name + "mlp.fc2")
        x = x + state[name + "ls2.gamma"] * changed
    return linear(norm(x, "norm")[:, 0], "head")


def main(folder):
    torch.manual_seed(1)
    with torch.no_grad():
        for name, make in NETWORKS.items():
            network = make()
            stir(network)
            network.eval()
            images = torch.randn(2, 3, SIDE, SIDE)
            state = network.state_dict()
            if name.startswith("swin"):
                state = {published(own): tensor for own, tensor in state.items() if published(own)}
            save(name, state, images, network(images), folder)
        state = dino()
        images = torch.randn(2, 3, 70, 98)
        save("vit_base_patch14_dinov2", state, images, dino_logits(state, images), folder)


main(sys.argv[1])
