#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A search for the best training of classification_pyt on the example digits: 12 trials on 2 slots. Usage: digits.sh
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
. "$here/live.sh"
run_live DigitsSearch
