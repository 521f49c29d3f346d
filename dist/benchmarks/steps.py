#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Images a second of training steps in PyTorch from Python. Usage: steps.py NETWORK SIDE BATCH STEPS THREADS"""

import sys
import time

import torch
import torchvision

NETWORKS = {"resnet_18": torchvision.models.resnet18, "efficientnet-b0": torchvision.models.efficientnet_b0}
WARM_UP = 3


def main(name, side, batch, steps, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    network = NETWORKS[name](num_classes=10)
    network.train()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)
    images = torch.randn(batch, 3, side, side)
    labels = torch.randint(10, (batch,))
    for step in range(WARM_UP + steps):
        if step == WARM_UP:
            began = time.perf_counter()
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(network(images), labels)
        loss.backward()
        optimizer.step()
        loss.item()
    print(f"{steps * batch / (time.perf_counter() - began):.1f}")


main(sys.argv[1], *map(int, sys.argv[2:]))
