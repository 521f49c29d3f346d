#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Kills the server again and again in the middle of searches with real trainings. Usage: kills.sh [ROUNDS], default 50.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
. "$here/live.sh"
run_live KilledSearches "${1:-50}"
