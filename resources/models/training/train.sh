#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Starts train.py with what matters on a small shared CPU: memory kept instead of given back and
# faulted in again, a large cache of oneDNN kernels, threads that sleep at barriers, lowest priority.
export MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_TOP_PAD_=268435456
export ONEDNN_PRIMITIVE_CACHE_CAPACITY=16384 DNNL_PRIMITIVE_CACHE_CAPACITY=16384
export OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=100
exec nice -n 19 /usr/bin/python3 "$(dirname "$0")/train.py" "$@"
