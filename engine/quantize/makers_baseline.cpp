// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The makers of rows, compiled for every processor of the target.
#include "engine/quantize/grid_search.h"
#include "engine/quantize/row_makers.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#define CONCLAVE_LANES baseline
#include "engine/quantize/lanes/table.h"
